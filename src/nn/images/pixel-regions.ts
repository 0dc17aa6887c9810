import { InputError } from "../../errors.js";
import { type Random, shuffle } from "../../random.js";

/** Two regions of an image; pixels are named row * width + column. */
export interface PixelRegions {
  /** I: where the gradients are compared */
  readonly i: Uint32Array;
  /** J: where pixels are exchanged */
  readonly j: Uint32Array;
}

/**
 * Checks that two regions can be compared.
 *
 * @param pixels height * width of the images
 * @throws InputError where a region is empty, leaves the image or names a pixel twice, or both share one
 *
 * @example
 * ```ts
 * import { checkRegions } from "seprank/nn";
 *
 * const overlapping = { i: Uint32Array.of(0, 1), j: Uint32Array.of(1) };
 * const check = () => {
 *   try {
 *     checkRegions(overlapping, 4);
 *     return "disjoint";
 *   } catch (error) {
 *     return (error as Error).name;
 *   }
 * };
 * check(); // => "InputError"
 * ```
 */
export function checkRegions({ i, j }: PixelRegions, pixels: number): void {
  const owner = new Uint8Array(pixels);
  for (const [name, region] of [
    ["I", i],
    ["J", j],
  ] as const) {
    if (region.length === 0) throw new InputError(`region ${name}: expected at least one pixel, got none`);
    for (const pixel of region) {
      if (pixel >= pixels)
        throw new InputError(`region ${name}: expected pixels below ${pixels}, got ${pixel}`);
      if (owner[pixel] !== 0)
        throw new InputError(
          owner[pixel] === 1 && name === "J"
            ? `regions I and J: expected no pixel in common, both have ${pixel}`
            : `region ${name}: expected every pixel once, got ${pixel} twice`,
        );
      owner[pixel] = name === "I" ? 1 : 2;
    }
  }
}

/** The pixels of some images. */
export interface PixelBatch {
  /** [count, pixels, channels] */
  readonly images: Float32Array;
  readonly count: number;
  readonly channels: number;
}

/**
 * The images of a batch, each with the pixels of a region of another: X' of the regulariser. Which one is a permutation
 * without fixed points, uniform among the cyclic ones.
 *
 * Source: thesis appendix C.4.2.2.
 *
 * @param region pixels, each below `pixels`
 * @returns [count, pixels, channels], a copy
 *
 * Complexity: O(count * pixels * channels).
 * @throws InputError where there are fewer than two images
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { exchangePixels } from "seprank/nn";
 *
 * // Two images of two pixels: each gets the other's second pixel.
 * const batch = { images: Float32Array.of(1, 2, 3, 4), count: 2, channels: 1 };
 * exchangePixels(batch, Uint32Array.of(1), createRandom(0)); // => Float32Array.of(1, 4, 3, 2)
 * ```
 */
export function exchangePixels(
  { images, count, channels }: PixelBatch,
  region: Uint32Array,
  random: Random,
): Float32Array {
  if (count < 2)
    throw new InputError(
      `batch: expected at least 2 images for the regulariser, which exchanges pixels between them, got ${count}; choose another batch size`,
    );
  const size = images.length / count;
  const cycle = shuffle(
    Uint32Array.from({ length: count }, (_, n) => n),
    random,
  );
  const exchanged = images.slice();
  for (let k = 0; k < count; k++) {
    const to = cycle[k] * size;
    const from = cycle[(k + 1) % count] * size;
    for (const pixel of region)
      for (let c = 0; c < channels; c++)
        exchanged[to + pixel * channels + c] = images[from + pixel * channels + c];
  }
  return exchanged;
}
