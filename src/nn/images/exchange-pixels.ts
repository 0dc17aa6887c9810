import { InputError } from "../../errors.js";
import { type Random, shuffle } from "../../random.js";

/**
 * The images of a batch, each with the pixels of a region of another: X' of the regulariser. Which one is a permutation
 * without fixed points, uniform among the cyclic ones.
 *
 * Source: thesis appendix C.4.2.2.
 *
 * @param images [count, pixels, channels]
 * @param region pixels, each below `pixels`
 * @returns [count, pixels, channels], a copy
 *
 * Complexity: O(count * pixels * channels).
 * @throws InputError where there are fewer than two images
 */
export function exchangePixels(
  images: Float32Array,
  count: number,
  channels: number,
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
