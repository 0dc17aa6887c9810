import { InputError } from "../errors.js";
import { type Rectangle, rectanglePixels } from "../rectangle.js";
import { checkRegionPair, type RegionPair, type RegionSampler } from "./region-pair.js";

/**
 * Regions of Pathfinder: I and J are square patches anywhere in the image, uniform over all ordered pairs that do not overlap.
 *
 * Source: thesis appendix C.4.2.2, where patches are 2 x 2.
 *
 * Complexity of a draw: O(side^2) expected, in images that are not much larger than two patches a few draws more.
 * @throws InputError where two patches do not fit into the image
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { patchRegions } from "seprank/locality";
 *
 * const { i, j } = patchRegions({ height: 8, width: 8 }, 2)(createRandom(0));
 * [i.length, j.length]; // => [4, 4]
 * ```
 */
export function patchRegions(
  image: { readonly height: number; readonly width: number },
  side = 2,
): RegionSampler {
  const { height, width } = image;
  if (!Number.isInteger(side) || side < 1)
    throw new InputError(`patch: expected a side that is an integer >= 1, got ${side}`);
  if (!(Math.min(height, width) >= side && Math.max(height, width) >= 2 * side))
    throw new InputError(
      `image: expected room for two patches of ${side} x ${side} pixels side by side, got ${height} x ${width}`,
    );
  return (random) => {
    for (;;) {
      const [first, second] = [0, 1].map(() => ({
        row: random.integer(height - side + 1),
        column: random.integer(width - side + 1),
        height: side,
        width: side,
      }));
      if (Math.abs(first.row - second.row) < side && Math.abs(first.column - second.column) < side) continue;
      return { i: rectanglePixels(first, height, width), j: rectanglePixels(second, height, width) };
    }
  };
}

/**
 * Regions of IsSameClass: I is the left or the right image with probability 1/2 each, J the other one.
 *
 * Source: thesis appendix C.4.2.2.
 *
 * @throws InputError where an image leaves the canvas, or the two overlap
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { twoPlaceRegions } from "seprank/locality";
 *
 * const left = { row: 0, column: 0, height: 2, width: 2 };
 * const sampler = twoPlaceRegions({ height: 2, width: 6 }, left, { ...left, column: 4 });
 * sampler(createRandom(0)).i.length; // => 4
 * ```
 */
export function twoPlaceRegions(
  canvas: { readonly height: number; readonly width: number },
  left: Rectangle,
  right: Rectangle,
): RegionSampler {
  const [a, b] = [left, right].map((place) => rectanglePixels(place, canvas.height, canvas.width));
  const pairs: readonly RegionPair[] = [
    { i: a, j: b },
    { i: b, j: a },
  ];
  checkRegionPair(pairs[0], canvas.height * canvas.width);
  return (random) => pairs[random.integer(2)];
}
