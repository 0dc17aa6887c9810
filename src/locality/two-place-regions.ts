import { type Rectangle, rectanglePixels } from "./rectangle.js";
import { checkRegionPair, type RegionPair, type RegionSampler } from "./region-pair.js";

/**
 * Regions of IsSameClass: I is the left or the right image with probability 1/2 each, J the other one.
 *
 * Source: thesis appendix C.4.2.2.
 *
 * @throws InputError where an image leaves the canvas, or the two overlap
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
