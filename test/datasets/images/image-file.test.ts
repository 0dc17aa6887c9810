import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contactSheet } from "../../../datasets/images/contact-sheet.js";
import { encodePng } from "../../../datasets/images/encode-png.js";
import { type BinaryImageBytes, readImageFile, writeImageFile } from "../../../datasets/images/image-file.js";
import { isSameClass } from "../../../datasets/images/is-same-class.js";
import { pathfinder } from "../../../datasets/images/pathfinder.js";
import { FormatError } from "../../../src/errors.js";
import { writeNpy } from "../../../src/graph/formats/numpy/npy.js";
import { writeNpz } from "../../../src/graph/formats/numpy/npz.js";
import { decodePng } from "../../support/decode-png.js";

const supply = { count: 6, seed: 1, part: "train" } as const;
const PATHS = pathfinder({ pathLength: 3, size: 64 }, supply);
const PAIRS = isSameClass(
  {
    name: "pool",
    pixels: Uint8Array.from({ length: 4 * 12 }, (_, k) => k),
    labels: Uint8Array.of(0, 0, 1, 1),
    count: 4,
    height: 2,
    width: 2,
    channels: 3,
  },
  { distance: 3, height: 4, width: 9 },
  supply,
);

describe("archives", () => {
  test.each([
    ["pathfinder", PATHS],
    ["pairs", PAIRS],
  ] as [string, BinaryImageBytes][])("%s: what was written is read, byte for byte", (_, images) => {
    const bytes = writeImageFile(images);
    expect(readImageFile(bytes)).toEqual(images);
    expect(writeImageFile(images)).toEqual(bytes);
  });

  const arrays = (given: Record<string, Uint8Array> = {}) =>
    writeNpz(
      new Map(
        Object.entries({
          images: writeNpy("|u1", [4, 2, 3, 1], new Uint8Array(24)),
          labels: writeNpy("|u1", [4], [0, 1, 1, 0]),
          ...given,
        }),
      ),
    );

  test("any archive with images and labels will do", () => {
    expect(readImageFile(arrays())).toMatchObject({
      name: "images",
      count: 4,
      height: 2,
      width: 3,
      channels: 1,
    });
    expect(readImageFile(arrays({ labels: writeNpy("<i8", [4], [1, 0, 0, 1]) })).labels).toEqual(
      Uint8Array.of(1, 0, 0, 1),
    );
  });

  test.each([
    [{ images: writeNpy("|u1", [4, 6], new Uint8Array(24)) }, "images: expected 4 axes, got shape (4, 6)"],
    [{ images: writeNpy("<f4", [4, 2, 3, 1], new Float32Array(24)) }, "images: expected unsigned bytes"],
    [{ images: writeNpy("|u1", [0, 2, 3, 1], []) }, "images: expected images, got shape (0, 2, 3, 1)"],
    [{ labels: writeNpy("|u1", [3], [0, 1, 1]) }, "labels: expected 4 labels, one for each image, got 3"],
    [{ labels: writeNpy("|u1", [4], [0, 1, 2, 0]) }, "labels: expected 0 or 1, got 2 at image 2"],
    [
      { labels: writeNpy("|u1", [4], [0, 1, 1, 1]) },
      "labels: expected about as many of label 1 as of label 0, got 3 and 1",
    ],
    [{ labels: writeNpy("|u1", [4], [1, 1, 1, 1]) }, "got 4 and 0"],
    [
      { left: writeNpy("<i8", [3], [0, 0, 2]), right: writeNpy("<i8", [4], [0, 1, 1, 1]) },
      "left: expected row, column, height and width, got 3 numbers",
    ],
    [{ left: writeNpy("<i8", [4], [0, 0, 1, 1]) }, "expected an array right"],
  ])("what does not fit is refused: case %#", (given, message) => {
    expect(() => readImageFile(arrays(given))).toThrow(FormatError);
    expect(() => readImageFile(arrays(given))).toThrow(message);
  });

  test("cut off, it is refused", () => {
    const bytes = writeImageFile(PATHS);
    for (const end of [0, 10, bytes.length >> 1, bytes.length - 1])
      expect(() => readImageFile(bytes.subarray(0, end))).toThrow(FormatError);
  });
});

describe("png", () => {
  test("a decoder by the specification reads the pixels back", () => {
    const picture = fc
      .record({
        height: fc.integer({ min: 1, max: 9 }),
        width: fc.integer({ min: 1, max: 9 }),
        channels: fc.constantFrom(1, 3),
      })
      .chain((size) =>
        fc.record({
          ...Object.fromEntries(Object.entries(size).map(([key, value]) => [key, fc.constant(value)])),
          pixels: fc.uint8Array({
            minLength: size.height * size.width * size.channels,
            maxLength: size.height * size.width * size.channels,
          }),
        }),
      );
    fc.assert(
      fc.property(picture, (drawn) => {
        const { height, width, channels, pixels } = drawn as unknown as ReturnType<typeof decodePng>;
        expect(decodePng(encodePng(pixels, height, width, channels))).toEqual({
          height,
          width,
          channels,
          pixels,
        });
      }),
    );
  });

  test.each([
    [new Uint8Array(8), 2, 2, 2, "expected 1 or 3 channels, got 2"],
    [new Uint8Array(5), 2, 2, 1, "expected 2 x 2 x 1 bytes of pixels, got 5"],
    [new Uint8Array(0), 0, 2, 1, "expected 0 x 2 x 1 bytes of pixels, got 0"],
  ])("other pixels are refused: case %#", (pixels, height, width, channels, message) => {
    expect(() => encodePng(pixels, height, width, channels)).toThrow(message);
  });

  test("a contact sheet shows label 1 above and label 0 below, on grey", () => {
    const { height, width, channels, pixels } = decodePng(contactSheet(PATHS, 2, 1));
    expect([height, width, channels]).toEqual([2 * 68 + 8, 2 * 68 + 4, 1]);
    const ones = [...PATHS.labels.keys()].filter((k) => PATHS.labels[k] === 1);
    const zeros = [...PATHS.labels.keys()].filter((k) => PATHS.labels[k] === 0);
    const expected = new Uint8Array(height * width).fill(160);
    for (const [k, top, left] of [
      [ones[0], 4, 4],
      [ones[1], 4, 72],
      [zeros[0], 76, 4],
      [zeros[1], 76, 72],
    ])
      for (let r = 0; r < 64; r++)
        for (let c = 0; c < 64; c++)
          expected[(top + r) * width + left + c] = PATHS.pixels[(k * 64 + r) * 64 + c];
    expect(pixels).toEqual(expected);
    expect(decodePng(contactSheet(PAIRS)).channels).toBe(3);
  });
});
