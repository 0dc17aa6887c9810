import { InputError } from "../errors.js";
import type { Random } from "../random.js";

/** Two disjoint sets of pixels; pixel `row * W + column`. */
export interface RegionPair {
  /** I, whose gradients are compared */
  readonly i: Uint32Array;
  /** J, whose pixels are exchanged */
  readonly j: Uint32Array;
}

/** Draws a pair of regions, as for one step of training. */
export type RegionSampler = (random: Random) => RegionPair;

/**
 * Checks a pair of regions of an image.
 *
 * Complexity: O(|I| + |J|).
 * @throws InputError where a region is empty, leaves the image, or has a pixel twice, or the two overlap
 *
 * @example
 * ```ts
 * import { checkRegionPair } from "seprank/locality";
 *
 * const disjoint = () => checkRegionPair({ i: Uint32Array.of(0), j: Uint32Array.of(3) }, 4);
 * disjoint(); // => undefined
 * ```
 */
export function checkRegionPair({ i, j }: RegionPair, pixelCount: number): void {
  const owner = new Map<number, string>();
  for (const [name, region] of [
    ["I", i],
    ["J", j],
  ] as const) {
    if (region.length === 0) throw new InputError(`region ${name}: expected at least one pixel, got none`);
    for (const pixel of region) {
      if (pixel >= pixelCount)
        throw new InputError(
          `region ${name}: expected pixels from 0 to ${pixelCount - 1} of the image, got ${pixel}`,
        );
      const other = owner.get(pixel);
      if (other !== undefined)
        throw new InputError(
          other === name
            ? `region ${name}: expected distinct pixels, got ${pixel} twice`
            : `regions I and J: expected disjoint ones, both hold pixel ${pixel}`,
        );
      owner.set(pixel, name);
    }
  }
}
