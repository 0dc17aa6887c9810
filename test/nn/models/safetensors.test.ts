import fc from "fast-check";
import { expect, test } from "vitest";
import { FormatError } from "../../../src/errors.js";
import { readSafetensors, writeSafetensors } from "../../../src/nn/models/safetensors.js";

/** A file written by the Python package safetensors 0.7: {"a": [[1, 2]], "b": -0.5}, metadata {"k": "v"}. */
const HEADER =
  '{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}';

function file(header: string, numbers: readonly number[], length = header.length): Uint8Array {
  const bytes = Buffer.alloc(8 + header.length + 4 * numbers.length);
  bytes.writeBigUInt64LE(BigInt(length));
  bytes.write(header, 8, "latin1");
  numbers.forEach((value, k) => {
    bytes.writeFloatLE(value, 8 + header.length + 4 * k);
  });
  return new Uint8Array(bytes);
}

test("reads the format by its specification", () => {
  const { tensors, metadata } = readSafetensors(file(HEADER, [1, 2, -0.5]));
  expect(metadata).toEqual({ k: "v" });
  expect([...tensors]).toEqual([
    ["a", { shape: [1, 2], values: Float32Array.of(1, 2) }],
    ["b", { shape: [], values: Float32Array.of(-0.5) }],
  ]);
});

test("writes it: padded header, aligned bytes", () => {
  const tensors = readSafetensors(file(HEADER, [1, 2, -0.5])).tensors;
  const bytes = Buffer.from(writeSafetensors({ tensors, metadata: { k: "v" } }));
  const length = Number(bytes.readBigUInt64LE());
  expect(length % 8).toBe(0);
  expect(
    bytes
      .subarray(8, 8 + length)
      .toString()
      .trimEnd(),
  ).toBe(HEADER);
  expect([0, 1, 2].map((k) => bytes.readFloatLE(8 + length + 4 * k))).toEqual([1, 2, -0.5]);
});

test("what is written is read, bit for bit", () => {
  const tensor = fc
    .tuple(fc.array(fc.nat(3), { maxLength: 3 }), fc.infiniteStream(fc.float({ noNaN: true })))
    .map(([shape, stream]) => ({
      shape,
      values: Float32Array.from(
        { length: shape.reduce((a, b) => a * b, 1) },
        () => stream.next().value as number,
      ),
    }));
  const key = fc
    .string({ unit: "grapheme" })
    .filter((name) => name !== "__metadata__" && name !== "__proto__");
  fc.assert(
    fc.property(fc.dictionary(key, tensor), fc.dictionary(key, fc.string()), (given, metadata) => {
      const tensors = new Map(Object.entries(given));
      const read = readSafetensors(writeSafetensors({ tensors, metadata }));
      expect({ ...read.metadata }).toEqual({ ...metadata });
      expect(new Map([...read.tensors].sort())).toEqual(new Map([...tensors].sort()));
    }),
    { numRuns: 50 },
  );
});

const entry = (dtype: string, shape: string, offsets: string) =>
  `{"a":{"dtype":${dtype},"shape":${shape},"data_offsets":${offsets}}}`;

test.each([
  ["no file", new Uint8Array(5), "at least 10 bytes, got 5"],
  ["a header beyond the file", file("{}", [], 3), "within the file's 10 bytes, got 3"],
  ["a header of 2^53 bytes", file("{}", [], 2 ** 53), "within the file's 10 bytes"],
  ["no JSON", file("{a}", []), "the header is no JSON"],
  ["an array", file("[]", []), "a JSON object as the header"],
  ["blanks before the header", file(" {}", []), "a JSON object as the header"],
  ["metadata that is no text", file('{"__metadata__":{"k":1}}', []), "texts by name"],
  ["another type", file(entry('"F16"', "[1]", "[0,2]"), [1]), 'tensor a: expected dtype F32, got "F16"'],
  ["no entry", file('{"a":3}', []), "tensor a: expected dtype, shape and data_offsets"],
  ["a negative size", file(entry('"F32"', "[-1]", "[0,4]"), [1]), "a shape of integers >= 0"],
  ["one offset", file(entry('"F32"', "[1]", "[4]"), [1]), "two ascending byte offsets"],
  ["offsets the wrong way", file(entry('"F32"', "[1]", "[4,0]"), [1]), "two ascending byte offsets"],
  ["a hole", file(entry('"F32"', "[1]", "[4,8]"), [1, 2]), "to start at byte 0, got 4"],
  ["a size that does not fit", file(entry('"F32"', "[2]", "[0,4]"), [1]), "8 bytes for shape [2], got 4"],
  ["a truncated file", file(entry('"F32"', "[2]", "[0,8]"), [1]), "to end by byte 4, got 8 (truncated?)"],
  ["bytes behind", file(entry('"F32"', "[1]", "[0,4]"), [1, 2]), "bytes, got"],
])("%s is one clear line", (_, bytes, message) => {
  expect(() => readSafetensors(bytes)).toThrow(FormatError);
  expect(() => readSafetensors(bytes)).toThrow(message);
});

test("a damaged file is an error of ours or still a file", () => {
  const good = writeSafetensors({ tensors: readSafetensors(file(HEADER, [1, 2, 3])).tensors, metadata: {} });
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
      const bytes = good.with(at, byte);
      try {
        readSafetensors(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        expect((error as Error).message).not.toContain("\n");
      }
    }),
    { numRuns: 300 },
  );
});
