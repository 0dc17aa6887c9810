/**
 * Locality of convolutional networks: regions of images whose dependence is promoted, and its link to ranks.
 *
 * @module
 */

export { patchRegions } from "./patch-regions.js";
export { type Rectangle, rectanglePixels } from "./rectangle.js";
export { checkRegionPair, type RegionPair, type RegionSampler } from "./region-pair.js";
export { twoPlaceRegions } from "./two-place-regions.js";
