import { expect, onTestFinished, test, vi } from "vitest";
import { FormatError } from "../../../../src/errors.js";
import { decodeText } from "../../../../src/graph/formats/text/decode-text.js";

/** A decoder that fails as Node's and browsers' do on 2^29 bytes, without taking them. */
function failingWith(error: Error): void {
  vi.stubGlobal(
    "TextDecoder",
    class {
      decode() {
        throw error;
      }
    },
  );
  onTestFinished(() => void vi.unstubAllGlobals());
}

test("a text that is longer than a string can be is refused as that, not as one in another encoding", () => {
  const message = "Cannot create a string longer than 0x1fffffe8 characters";
  const reason =
    /^expected a text of less than 2\^29 characters, the longest that JavaScript has, got 3 bytes; Parquet, Arrow and npz have no such limit$/;
  for (const error of [
    Object.assign(new Error(message), { code: "ERR_STRING_TOO_LONG" }),
    new RangeError("Invalid string length"),
  ]) {
    failingWith(error);
    const decode = () => decodeText(Uint8Array.of(97, 98, 99));
    expect(decode).toThrow(FormatError);
    expect(decode).toThrow(reason);
  }
});

test("bytes that are no UTF-8 are refused as that", () => {
  expect(() => decodeText(Uint8Array.of(97, 0xff, 98))).toThrow(/^expected text in UTF-8 \(/);
});

test("lines may end in CR alone; a byte order mark is left out", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(decodeText(bytes("a\rb\r"))).toBe("a\nb\n");
  expect(decodeText(bytes("a\rb\r\n"))).toBe("a\rb\r\n");
  expect(decodeText(bytes("\ufeffa"))).toBe("a");
});
