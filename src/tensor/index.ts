/** Dense and factored float64 tensors, mode trees and measures of rank: `seprank/tensor`. */
export { contractNetwork } from "./contract-network.js";
export { type CpAlsOptions, type CpFit, cpAls } from "./cp-als.js";
export { type CpRankEstimate, cpRank } from "./cp-rank.js";
export { type CpTensor, cpInnerProduct, cpToTensor } from "./cp-tensor.js";
export { type HierarchicalTruncation, hierarchicalSvd } from "./hierarchical-svd.js";
export {
  type HierarchicalTensor,
  hierarchicalInnerProduct,
  hierarchicalToTensor,
} from "./hierarchical-tensor.js";
export { matricize, tensorize } from "./matricization.js";
export { minimalCut, type NetworkCut } from "./minimal-cut.js";
export {
  interiorNodes,
  type ModeTree,
  type ModeTreeNode,
  modeTree,
  type NestedModes,
  perfectModeTree,
  shallowModeTree,
} from "./mode-tree.js";
export { permuteModes } from "./permute-modes.js";
export { innerProduct, khatriRao, modeProduct, outerProduct } from "./products.js";
export {
  distanceFromRank,
  effectiveRank,
  frobeniusNorm,
  hierarchicalRank,
  numericalRank,
  schattenNorm,
} from "./rank-measures.js";
export { type SingularValues, singularValues, svd } from "./svd.js";
export { createTensor, type Tensor } from "./tensor.js";
export { legDimensions, type NetworkNode, type TensorNetwork } from "./tensor-network.js";
