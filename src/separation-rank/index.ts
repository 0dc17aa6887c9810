/** Separation ranks, measured and bounded: `seprank/separation-rank`. */
export { contractTree } from "./contract-tree.js";
export { entanglement, entanglementEntropy } from "./entanglement.js";
export { explicitCut, gnnMinimalCut } from "./gnn-cuts.js";
export { type GnnNetworkSize, gnnNetworkSize } from "./gnn-network-size.js";
export { type GridMatrixOptions, gridMatrix } from "./grid-matrix.js";
export { gridTensorModularRank, gridTensorRank, modularRankFailure } from "./grid-tensor-rank.js";
export {
  type HierarchicalSeparationRank,
  hierarchicalSeparationRank,
} from "./hierarchical-separation-rank.js";
export { type InteractionMeasure, interactionMeasure, interactionOfMatrix } from "./interaction-measure.js";
export { modularRank } from "./modular-rank.js";
export { createPrimeField, LARGEST_PRIME, type PrimeField } from "./prime-field.js";
export { FLOAT64, type ProductGnnWeights, productGnn, type Ring, sizeOfProductGnn } from "./product-gnn.js";
export { randomGnnWeights } from "./random-gnn-weights.js";
export { type RankFromBelow, type RankOptions, rankFromBelow } from "./rank-from-below.js";
export type { Sampling } from "./sample-points.js";
export { type SeparationRank, type SeparationRankOptions, separationRank } from "./separation-rank.js";
export {
  gaussianTemplates,
  integerTemplates,
  type TemplateSize,
  type Templates,
  type VectorFunction,
} from "./templates.js";
export {
  type GnnNetwork,
  type GnnNetworkOptions,
  NETWORK_NODE_LIMIT,
  tensorNetworkOfGnn,
} from "./tensor-network-of-gnn.js";
