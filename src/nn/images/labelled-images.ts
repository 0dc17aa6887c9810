import { InputError } from "../../errors.js";

/** Images with a class each, 0 or 1. */
export interface LabelledImages {
  /** [count, height, width, channels]; bytes stand for byte / 255 */
  readonly images: Float32Array | Uint8Array;
  /** [count] 0 or 1 */
  readonly labels: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Images of a batch in float32, and their labels. */
export interface ImageBatch {
  /** [count, height, width, channels] */
  readonly images: Float32Array;
  /** [count] */
  readonly labels: Float32Array;
}

/**
 * Copies some images out of many.
 *
 * @param chosen which, in their order
 * @param channels as many as the images have, or any number where they have one, which is repeated
 *
 * Complexity: O(numbers copied).
 */
export function takeImages(from: LabelledImages, chosen: ArrayLike<number>, channels: number): ImageBatch {
  const pixels = from.height * from.width;
  const size = pixels * from.channels;
  const count = chosen.length;
  const scale = from.images instanceof Uint8Array ? 1 / 255 : 1;
  const images = new Float32Array(count * pixels * channels);
  const labels = new Float32Array(count);
  for (let n = 0; n < count; n++) {
    labels[n] = from.labels[chosen[n]];
    const source = from.images.subarray(chosen[n] * size, (chosen[n] + 1) * size);
    const target = images.subarray(n * pixels * channels, (n + 1) * pixels * channels);
    if (from.channels === channels) for (let k = 0; k < size; k++) target[k] = scale * source[k];
    else for (let k = 0; k < target.length; k++) target[k] = scale * source[Math.floor(k / channels)];
  }
  return { images, labels };
}

/**
 * Checks images that a network is to be trained or tested on.
 *
 * @param channels that the network takes
 * @throws InputError where sizes do not fit together, a label is neither 0 nor 1, or all labels are one
 */
export function checkImages(name: string, from: LabelledImages, channels: number): void {
  const { images, labels, count, height, width } = from;
  if (count === 0 || labels.length !== count || images.length !== count * height * width * from.channels)
    throw new InputError(
      `${name} images: expected ${count} x ${height} x ${width} x ${from.channels} numbers and ${count} labels, at least one, got ${images.length} and ${labels.length}`,
    );
  if (from.channels !== channels && from.channels !== 1)
    throw new InputError(
      `${name} images: expected 1 or ${channels} channels for this network, got ${from.channels}`,
    );
  const strange = labels.findIndex((label) => label > 1);
  if (strange >= 0)
    throw new InputError(`${name} labels: expected 0 or 1, got ${labels[strange]} of image ${strange}`);
  const ones = labels.reduce((sum, label) => sum + label, 0);
  if (ones === 0 || ones === count)
    throw new InputError(`${name} labels: expected both 0 and 1, got ${ones === 0 ? 0 : 1} only`);
}
