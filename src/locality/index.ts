/**
 * Locality of convolutional networks: regions of images whose dependence is promoted, and its link to ranks:
 * `seprank/locality`.
 *
 * @module
 */

export { type Rectangle, rectanglePixels } from "../rectangle.js";
export { cyclicPermutation } from "./cyclic-permutation.js";
export {
  type AlignmentSamples,
  createGradientAlignment,
  type GradientAlignment,
} from "./gradient-alignment.js";
export { createNetworkPass, type InputDirection, type NetworkPass } from "./network-pass.js";
export { checkRegionPair, type RegionPair, type RegionSampler } from "./region-pair.js";
export { patchRegions, twoPlaceRegions } from "./regions.js";
export { createRegularizedObjective, type RegularizedObjective } from "./regularized-objective.js";
