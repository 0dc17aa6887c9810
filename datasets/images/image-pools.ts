import { join } from "node:path";
import { FormatError, InputError } from "../../src/errors.js";
import { readFileBytes } from "../../src/files.js";
import { isFile } from "../store/find-files.js";
import { dataFolders } from "../store/folders.js";
import { CIFAR_BATCH, readCifar10 } from "./cifar.js";
import type { ImageBytes } from "./image-bytes.js";
import { type ImageSet, openImageSet } from "./image-set.js";

/** Labelled images to train with and others to test with. */
export interface ImagePools {
  readonly train: ImageBytes;
  readonly test: ImageBytes;
  /** where both come from, in a phrase */
  readonly origin: string;
}

/** The image sets that can be opened by name. */
export const IMAGE_SOURCES = ["cifar-10", "fashion-mnist", "mnist"] as const;
export type ImageSource = (typeof IMAGE_SOURCES)[number];

const CIFAR_FOLDER = "cifar-10-batches-bin";
const CIFAR_FILES = {
  train: [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`),
  test: ["test_batch.bin"],
};
/** Of images that are there only as a test set, the share to train with. */
const TRAINED = 0.8;

/**
 * Opens a set of labelled images in the first data folder that has it: `cifar-10-batches-bin/` (the unpacked binary version of CIFAR-10),
 * `fashion-mnist/` or `mnist/` (IDX files). Where only the test images of an IDX set are there, the first 80 % of them are to train with.
 *
 * @param dataDir the folder to look in first; default: `SEPRANK_DATA`
 * @throws InputError where no such set is known, or no data folder has its files
 * @throws FormatError where they are not what they should be
 *
 * @example
 * ```ts
 * import { openImagePools } from "seprank/datasets";
 *
 * const missing = openImagePools("mnist", "no-such-folder").then(() => "found", ({ name }: Error) => name);
 * ["found", "InputError"].includes(await missing); // => true
 * ```
 */
export async function openImagePools(source: string, dataDir?: string): Promise<ImagePools> {
  if (source === "cifar-10") {
    const test = await openCifar("test", dataDir);
    return { train: await openCifar("train", dataDir), test, origin: "its training and its test set" };
  }
  if (!(IMAGE_SOURCES as readonly string[]).includes(source))
    throw new InputError(`images: expected one of ${IMAGE_SOURCES.join(", ")}, got ${source}`);
  const test = greyImages(source, await openImageSet(source, "test", dataDir));
  let train: ImageSet;
  try {
    train = await openImageSet(source, "train", dataDir);
  } catch (error) {
    if (!(error instanceof InputError) || error instanceof FormatError) throw error; // the training images are not there
    const first = Math.round(TRAINED * test.count);
    return {
      train: slice(test, 0, first),
      test: slice(test, first, test.count),
      origin: "its test set, cut in two",
    };
  }
  return { train: greyImages(source, train), test, origin: "its training and its test set" };
}

function greyImages(name: string, { images, labels }: ImageSet): ImageBytes {
  const [count, height, width] = images.shape;
  return { name, pixels: images.values, labels, count, height, width, channels: 1 };
}

function slice(images: ImageBytes, from: number, to: number): ImageBytes {
  const size = images.height * images.width * images.channels;
  return {
    ...images,
    pixels: images.pixels.subarray(from * size, to * size),
    labels: images.labels.subarray(from, to),
    count: to - from,
  };
}

async function openCifar(part: keyof typeof CIFAR_FILES, dataDir?: string): Promise<ImageBytes> {
  const names = CIFAR_FILES[part];
  const places = dataFolders(dataDir).map((place) => join(place, CIFAR_FOLDER));
  for (const place of places) {
    const paths = names.map((name) => join(place, name));
    if (!(await Promise.all(paths.map(isFile))).every(Boolean)) continue;
    return concatenate(await Promise.all(paths.map(readBatch)));
  }
  throw new InputError(
    `cifar-10: expected ${names.join(", ")} in ${places.join(" or ")}, found none; unpack cifar-10-binary.tar.gz of https://www.cs.toronto.edu/~kriz/cifar.html there, and set SEPRANK_DATA or --data-dir`,
  );
}

async function readBatch(path: string): Promise<ImageBytes> {
  try {
    return readCifar10(await readFileBytes(path));
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(path) : error;
  }
}

function concatenate(batches: readonly ImageBytes[]): ImageBytes {
  const [first] = batches;
  const count = batches.length * CIFAR_BATCH;
  const pixels = new Uint8Array(count * first.height * first.width * first.channels);
  const labels = new Uint8Array(count);
  batches.forEach((batch, k) => {
    pixels.set(batch.pixels, k * batch.pixels.length);
    labels.set(batch.labels, k * CIFAR_BATCH);
  });
  return { ...first, pixels, labels, count };
}
