import { describe, expect, it } from "vitest";
import { readNpy, writeNpy } from "../../../../src/graph/formats/numpy/npy.js";

describe("writeNpy", () => {
  it.each([
    [["a", "", "\u{1f600}b", "\ud800"], 2],
    [["\u{1f600}\u{1f601}\u{1f602}", "ab"], 3],
    [[], 1],
    [["", ""], 1],
  ])("writes the letters of %j, as wide as the longest text has letters", (texts, width) => {
    const bytes = writeNpy("<U", [texts.length], texts);
    expect(new TextDecoder().decode(bytes.subarray(0, 40))).toContain(`'<U${width}'`);
    const units = new Uint32Array(bytes.slice(bytes.length - 4 * width * texts.length).buffer);
    const literal = texts.flatMap((text) => {
      const letters = Array.from(text, (letter) => letter.codePointAt(0) as number);
      return [...letters, ...new Array<number>(width - letters.length).fill(0)];
    });
    expect([...units]).toEqual(literal);
  });

  it("writes integers of 64 bits, also from arrays of 32", () => {
    const values = [0, 1, 2 ** 31, 2 ** 32 - 1];
    for (const array of [values, Uint32Array.from(values), Float64Array.from(values)])
      expect([...(readNpy(writeNpy("<i8", [4], array)).values as Iterable<number>)]).toEqual(values);
    expect([...(readNpy(writeNpy("<i8", [2], [-5, 2 ** 40])).values as Iterable<number>)]).toEqual([
      -5,
      2 ** 40,
    ]);
  });
});
