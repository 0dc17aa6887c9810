import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CIFAR_BATCH, readCifar10 } from "../../../datasets/images/cifar.js";
import { openImagePools } from "../../../datasets/images/image-pools.js";
import { FormatError, InputError } from "../../../src/errors.js";
import { realDataPath } from "../../support/real-data.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const RECORD = 3073;

/** Records whose byte of channel c at row r and column w is (label + 50 c + 3 r + w) mod 256. */
function batchOf(labels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(labels.length * RECORD);
  labels.forEach((label, k) => {
    bytes[k * RECORD] = label;
    for (let c = 0; c < 3; c++)
      for (let r = 0; r < 32; r++)
        for (let w = 0; w < 32; w++)
          bytes[k * RECORD + 1 + c * 1024 + r * 32 + w] = label + 50 * c + 3 * r + w;
  });
  return bytes;
}

describe("a batch", () => {
  test("planes become pixels", () => {
    const { pixels, ...rest } = readCifar10(batchOf([7, 0, 9]), 3);
    expect(rest).toEqual({
      name: "cifar-10",
      labels: Uint8Array.of(7, 0, 9),
      count: 3,
      height: 32,
      width: 32,
      channels: 3,
    });
    for (const [k, label] of [7, 0, 9].entries())
      for (const [r, w] of [
        [0, 0],
        [0, 31],
        [31, 0],
        [17, 5],
      ])
        for (let c = 0; c < 3; c++)
          expect(pixels[((k * 32 + r) * 32 + w) * 3 + c]).toBe((label + 50 * c + 3 * r + w) % 256);
  });

  test.each([
    [batchOf([1, 2]).slice(0, -1), 2, 1 * RECORD, /got 6145 bytes: 1 whole records and 3072 bytes/],
    [batchOf([1]), 2, 1 * RECORD, /expected 2 records of 3073 bytes, got 3073 bytes/],
    [batchOf([1, 2, 3]), 2, 2 * RECORD, /3 whole records and 0 bytes/],
    [new Uint8Array(0), CIFAR_BATCH, 0, /expected 10000 records/],
    [batchOf([1, 10]), 2, 1 * RECORD, /record 1: expected a label from 0 to 9, got 10/],
  ])("is refused where it is odd, with the byte: case %#", (bytes, records, byte, message) => {
    const refused = () => readCifar10(bytes, records);
    expect(refused).toThrow(message);
    try {
      refused();
    } catch (error) {
      expect((error as FormatError).location.byte).toBe(byte);
    }
  });

  test("any bytes are read or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 7000 }), fc.integer({ min: 1, max: 2 }), (bytes, records) => {
        try {
          expect(readCifar10(bytes, records).count).toBe(records);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("image pools", () => {
  test("CIFAR-10's folder: five batches and one, or an error that says how to get it", async () => {
    const folder = temporaryFolder();
    await expect(openImagePools("cifar-10", folder)).rejects.toThrow(/cifar-10-binary\.tar\.gz/);
    const place = join(folder, "cifar-10-batches-bin");
    mkdirSync(place);
    const batch = (shift: number) => {
      const bytes = new Uint8Array(CIFAR_BATCH * RECORD);
      for (let k = 0; k < CIFAR_BATCH; k++) bytes[k * RECORD] = (k + shift) % 10;
      bytes[1] = 100 + shift;
      return bytes;
    };
    for (const k of [1, 2, 3, 4, 5]) writeFileSync(join(place, `data_batch_${k}.bin`), batch(k));
    writeFileSync(join(place, "test_batch.bin"), batch(0).subarray(0, -5));
    await expect(openImagePools("cifar-10", folder)).rejects.toThrow(
      /test_batch\.bin:byte 30726927: cifar-10: expected 10000 records/,
    );
    writeFileSync(join(place, "test_batch.bin"), batch(0));
    const { train, test: other } = await openImagePools("cifar-10", folder);
    expect([train.count, other.count]).toEqual([50_000, 10_000]);
    expect([train.labels[0], train.labels[10_000], train.labels[49_999]]).toEqual([1, 2, 4]);
    expect(train.pixels[40_000 * 3072]).toBe(105);
  });

  test("another name is refused", async () => {
    await expect(openImagePools("imagenet")).rejects.toThrow(InputError);
    await expect(openImagePools("imagenet")).rejects.toThrow(
      "images: expected one of cifar-10, fashion-mnist, mnist, got imagenet",
    );
  });

  test("Fashion-MNIST has both sets; MNIST's test set serves for both, cut in two", async (context) => {
    const folder = join(realDataPath(context, "fashion-mnist/train-images-idx3-ubyte.gz"), "../..");
    const fashion = await openImagePools("fashion-mnist", folder);
    expect([fashion.train.count, fashion.test.count, fashion.train.height]).toEqual([60_000, 10_000, 28]);
    realDataPath(context, "mnist/t10k-images-idx3-ubyte.gz");
    const mnist = await openImagePools("mnist", folder);
    if (mnist.origin.startsWith("its training")) return;
    expect([mnist.train.count, mnist.test.count]).toEqual([8000, 2000]);
    expect(mnist.train.pixels.length).toBe(8000 * 784);
    expect(mnist.test.pixels.byteOffset - mnist.train.pixels.byteOffset).toBe(8000 * 784);
  });
});
