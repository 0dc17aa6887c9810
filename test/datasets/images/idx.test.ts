import fc from "fast-check";
import { expect, test } from "vitest";
import { readIdx } from "../../../datasets/images/idx.js";
import { FormatError } from "../../../src/errors.js";
import { gzip } from "../../../src/graph/formats/compression/gzip.js";
import { realData } from "../../support/real-data.js";

const IMAGES = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 254, 255, 0);

test("reads images and labels, plain and compressed", () => {
  const images = { shape: [2, 1, 3], values: Uint8Array.of(1, 2, 3, 254, 255, 0) };
  expect(readIdx(IMAGES, 3)).toEqual(images);
  expect(readIdx(gzip(IMAGES), 3)).toEqual(images);
  expect(readIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9), 1)).toEqual({
    shape: [2],
    values: Uint8Array.of(7, 9),
  });
});

test.each([
  [IMAGES.slice(0, 10), 3, /byte 10: idx: expected a header of 16 bytes, got 10/],
  [IMAGES, 1, /expected the bytes 0, 0, 8 \(unsigned bytes\), 1 \(dimensions\), got 0, 0, 8, 3/],
  [IMAGES.slice(0, -1), 3, /byte 16: idx: expected 6 bytes for dimensions 2 x 1 x 3, got 5/],
  [Uint8Array.of(...IMAGES, 0), 3, /expected 6 bytes for dimensions 2 x 1 x 3, got 7/],
  [Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 0), 1, /got 0, 0, 13, 1/],
  [Uint8Array.of(0, 0, 8, 1, 255, 255, 255, 255), 1, /expected 4294967295 bytes/],
])("refuses what is none, with the byte: case %#", (bytes, order, message) => {
  expect(() => readIdx(bytes, order)).toThrow(message);
});

test("damaged and cut bytes are refused, or read", () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 });
  fc.assert(
    fc.property(changes, fc.nat(), fc.boolean(), (bytesAt, cut, compressed) => {
      const sample = compressed ? gzip(IMAGES) : IMAGES;
      const bytes = sample.slice(0, cut % 3 === 0 ? cut % sample.length : sample.length);
      for (const [at, byte] of bytesAt) if (bytes.length > 0) bytes[at % bytes.length] ^= byte;
      try {
        readIdx(bytes, 3);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }),
  );
});

// Counts: the data's READMEs.
test("MNIST's test set: class sizes as counted", (context) => {
  const { shape, values } = readIdx(realData(context, "mnist/t10k-labels-idx1-ubyte.gz"), 1);
  expect(shape).toEqual([10_000]);
  const sizes = new Array<number>(10).fill(0);
  for (const label of values) sizes[label]++;
  expect(sizes).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  expect(readIdx(realData(context, "mnist/t10k-images-idx3-ubyte.gz"), 3).shape).toEqual([10_000, 28, 28]);
});
