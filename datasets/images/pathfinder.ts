import { InputError } from "../../src/errors.js";
import { createRandom } from "../../src/random.js";
import { checkPairCount, pairedLabel } from "./balanced-labels.js";
import type { ImageBytes } from "./image-bytes.js";
import { type PathfinderOptions, pathfinderOptions } from "./pathfinder-options.js";
import { rasterizePathfinder } from "./pathfinder-raster.js";
import { drawPathfinderScene, type PathfinderScene } from "./pathfinder-scene.js";

/** Which images of the endless supply of a seed. */
export interface ImageSupply {
  /** N, even: half of the images has label 1 */
  readonly count: number;
  /** integer in [0, 2^31) */
  readonly seed: number;
  /** streams of their own: images of one part are drawn independently of the other's */
  readonly part: "train" | "test";
}

/**
 * Images of the Pathfinder challenge: are the two circles joined by a dashed path?
 *
 * See {@link drawPathfinderScene} and {@link pathfinderOptions}. Every image has a random stream of its own: with a larger count, the first
 * images stay the same. Of every two images one has label 1. Source: thesis appendix C.4.2.2, where labels are independent.
 *
 * @returns [N, size, size, 1]
 *
 * Complexity: O(N (size^2 + paddles^2)).
 * @throws InputError where an option is out of its range, the count is odd, or the paths do not fit on the canvas
 *
 * @example
 * ```ts
 * import { pathfinder } from "seprank/generators";
 *
 * const images = pathfinder({ pathLength: 3 }, { count: 2, seed: 0, part: "train" });
 * [images.count, images.height, images.width]; // => [2, 224, 224]
 * ```
 */
export function pathfinder(
  given: Partial<PathfinderOptions> & Pick<PathfinderOptions, "pathLength">,
  supply: ImageSupply,
): ImageBytes {
  const options = pathfinderOptions(given);
  const { count } = supply;
  checkPairCount(count);
  const { size } = options;
  const pixels = new Uint8Array(count * size * size);
  const labels = new Uint8Array(count);
  for (let k = 0; k < count; k++) {
    const scene = pathfinderScene(options, supply, k);
    labels[k] = scene.label;
    rasterizePathfinder(scene, options, pixels.subarray(k * size * size, (k + 1) * size * size));
  }
  return {
    name: `pathfinder of length ${options.pathLength}`,
    pixels,
    labels,
    count,
    height: size,
    width: size,
    channels: 1,
  };
}

/** The scene of image k. */
export function pathfinderScene(
  options: PathfinderOptions,
  { seed, part }: Pick<ImageSupply, "seed" | "part">,
  k: number,
): PathfinderScene {
  if (!Number.isInteger(k) || k < 0) throw new InputError(`image: expected an integer >= 0, got ${k}`);
  const label = pairedLabel(createRandom(seed, `pathfinder label ${part} ${k >> 1}`), k);
  return drawPathfinderScene(options, label, createRandom(seed, `pathfinder ${part} ${k}`));
}
