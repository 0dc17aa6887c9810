import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError, InputError } from "../src/errors.js";

describe("InputError", () => {
  it("is one line of printable text, whatever it quotes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (quoted) => {
        const { message } = new InputError(`name: got "${quoted}"`);
        expect(message.split(/[\n\r\u2028\u2029]/)).toHaveLength(1);
        expect(/\p{Cc}/u.test(message)).toBe(false);
      }),
    );
  });

  it("leaves printable text as it is, and shows what is not", () => {
    expect(new InputError('got "é 漢 \\ x"').message).toBe('got "é 漢 \\ x"');
    expect(new InputError('got "a\nb\u001b[31m"').message).toBe('got "a\\nb\\u001b[31m"');
  });
});

it("a message that quotes megabytes keeps its beginning and its end", () => {
  const { message } = new InputError(`name: expected one, got "${"x".repeat(1e6)}"; choose another`);
  expect(message).toMatch(/^name: expected one, got "x+ \[\d+ characters left out\] x+"; choose another$/);
  expect(message.length).toBeLessThan(4000);
});

describe("FormatError", () => {
  it("begins with the place", () => {
    expect(new FormatError("expected a number").message).toBe("expected a number");
    expect(new FormatError("expected a number", { line: 3, column: 7 }).inFile("a.csv").message).toBe(
      "a.csv:3:7: expected a number",
    );
    expect(new FormatError("cut off", { file: "a.npz", byte: 12 }).message).toBe("a.npz:byte 12: cut off");
  });
});
