import { type ImageSet, openImageSet } from "../../../datasets/images/image-set.js";
import { InputError } from "../../errors.js";
import { type Random, shuffle } from "../../random.js";
import type { BinarySamples } from "./binary-predictor.js";

/** Black and white images with their classes, to be fitted and to be predicted. */
export interface BinaryImageParts {
  readonly train: BinaryImages;
  readonly test: BinaryImages;
  /** where both come from, in a phrase */
  readonly origin: string;
}

export interface BinaryImages {
  readonly count: number;
  readonly variables: number;
  readonly bits: Uint8Array;
  readonly labels: Uint8Array;
}

/** The data sets of thesis Figure 2.3, by folder. */
export const IMAGE_SETS = Object.freeze([
  { folder: "mnist", title: "MNIST" },
  { folder: "fashion-mnist", title: "Fashion-MNIST" },
] as const);

export const VARIANTS = ["original", "rand image", "rand label"] as const;
export type Variant = (typeof VARIANTS)[number];

/** Of images that are there only as a test set, the share that is fitted. */
const FITTED = 0.8;

/**
 * Opens images and rounds pixels to 0 or 1 (thesis appendix B.2.2.2). Where the training images are not there, the first 80 % of the test
 * set are fitted and the others predicted.
 *
 * @param most images of each part at most
 */
export async function openBinaryImages(
  folder: string,
  most: { readonly train: number; readonly test: number },
  dataDir?: string,
): Promise<BinaryImageParts> {
  const test = await openImageSet(folder, "test", dataDir);
  let train: ImageSet;
  try {
    train = await openImageSet(folder, "train", dataDir);
  } catch (error) {
    if (!(error instanceof InputError)) throw error; // the training images are not there
    const count = test.labels.length;
    const fitted = Math.round(FITTED * count);
    return {
      train: round(test, 0, Math.min(fitted, most.train)),
      test: round(test, fitted, Math.min(count - fitted, most.test)),
      origin: "its test set serves for both",
    };
  }
  return {
    train: round(train, 0, Math.min(train.labels.length, most.train)),
    test: round(test, 0, Math.min(test.labels.length, most.test)),
    origin: "its training and its test set",
  };
}

function round({ images: { shape, values }, labels }: ImageSet, from: number, count: number): BinaryImages {
  const variables = shape[1] * shape[2];
  const bits = Uint8Array.from(values.subarray(from * variables, (from + count) * variables), (grey) =>
    Math.round(grey / 255),
  );
  return { count, variables, bits, labels: labels.slice(from, from + count) };
}

/** Fair coins for pixels, or labels in a random order, apart for what is fitted and what is predicted. */
export function randomVariant(task: BinaryImageParts, variant: Variant, random: Random): BinaryImageParts {
  const change = (images: BinaryImages): BinaryImages => {
    if (variant === "rand image")
      return { ...images, bits: images.bits.map(() => (random.uniform() < 0.5 ? 0 : 1)) };
    if (variant === "original") return images;
    const labels = images.labels.slice();
    shuffle(labels, random);
    return { ...images, labels };
  };
  return { ...task, train: change(task.train), test: change(task.test) };
}

/** One class against all others: `value` for its images, 0 for the others. */
export const oneAgainstAll = (
  { labels, ...images }: BinaryImages,
  label: number,
  value: number,
): BinarySamples => ({
  ...images,
  targets: Float64Array.from(labels, (own) => (own === label ? value : 0)),
});

/** Mean over samples of the squared error, of which each counts as `clip` at most. */
export function meanSquaredError(predicted: Float64Array, targets: Float64Array, clip = Infinity): number {
  let sum = 0;
  for (let i = 0; i < targets.length; i++) sum += Math.min(clip, (predicted[i] - targets[i]) ** 2);
  return sum / targets.length;
}
