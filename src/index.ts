/**
 * Walk indices and edge sparsification of Graphology graphs, in and out by their own keys. Runs in Node and in browsers.
 *
 * The same on flat arrays: `seprank/adjacency`. Training: `seprank/nn`. Data sets: `seprank/datasets`. Sweeps: `seprank/evaluate`.
 *
 * @module
 */

export { CITATIONS, type CitationsOptions, generateCitations } from "../datasets/graphs/citations.js";
export { karate } from "../datasets/graphs/karate.js";
export {
  type ComparedGraph,
  type CompareGraphsOptions,
  compareGraphs,
  type GraphComparison,
} from "./api/compare-graphs.js";
export type { GraphFacts } from "./api/graph-facts.js";
export type { GetNodeLabel } from "./api/node-labels.js";
export type { NodePartition } from "./api/node-sets.js";
export type { EdgeScore, RemovalOrderOptions } from "./api/order-edges.js";
export { type NamedNodes, type PartitionsOptions, partitions } from "./api/partitions.js";
export { type AssignRemovalOrderOptions, type KeyOrder, removalOrder } from "./api/removal-order.js";
export {
  type NodeSeparationRankBounds,
  type SeparationRankBoundsOptions,
  separationRankBounds,
} from "./api/separation-rank-bounds.js";
export {
  type AssignSparsifyOptions,
  type Sparsify,
  type SparsifyOptions,
  sparsify,
} from "./api/sparsify.js";
export { type WalkIndexOptions, walkIndex } from "./api/walk-index.js";
export {
  type AssignWalkIndicesOptions,
  type WalkIndices,
  type WalkIndicesOptions,
  walkIndices,
} from "./api/walk-indices.js";
export { FormatError, type FormatLocation, InputError, TimeoutError } from "./errors.js";
export type { Adjacency, DroppedEdges } from "./graph/adjacency.js";
export type { Distribution } from "./graph/attributes/distribution.js";
export { randomSplit, SPLIT_SHARES, type SplitShares } from "./graph/attributes/split.js";
export type {
  Attributes,
  DenseFeatures,
  EdgeColumn,
  Features,
  GraphCollection,
  GraphDataset,
  SparseFeatures,
  Split,
} from "./graph/dataset.js";
export type { FileChoices } from "./graph/formats/file-choices.js";
export {
  GRAPH_FORMATS,
  type GraphFormat,
  INPUT_RULES,
  type ReadGraphOptions,
  readGraph,
  type VertexColumns,
  type VertexTable,
  type WriteGraphOptions,
  writeGraph,
} from "./graph/formats/formats.js";
export type { EdgeColumns } from "./graph/formats/text/edge-list-header.js";
export type { AttributedReadOptions, AttributeNames } from "./graph/graphology/attributed-graph.js";
export { fromGraphology, toGraphology } from "./graph/graphology/convert.js";
export type { GetEdgeWeight } from "./graph/graphology/index-graph.js";
export type { ReadLimits } from "./graph/read-budget.js";
export type { AlgebraicConnectivity } from "./laplacian/algebraic-connectivity.js";
export type { PartitionWayName } from "./partitions/partitions-by.js";
export { createRandom, type Random } from "./random.js";
export {
  type BuiltInMethod,
  METHOD_FAMILIES,
  METHODS,
  type MethodFacts,
  type MethodFamily,
  type MethodOption,
  type MethodParameter,
  type MethodResult,
  methodFacts,
  methodNames,
} from "./sparsify/catalog.js";
export { type MethodName, type MethodSpec, parseMethod } from "./sparsify/method-spec.js";
export type { EdgeLimits } from "./sparsify/orders/edge-guard.js";
export type { OrderOptions } from "./sparsify/orders/order-options.js";
export type { Amount, RemoveAmount } from "./sparsify/orders/remove-amount.js";
export type { GraphResult, SparsifierFunction } from "./sparsify/orders/sparsifier.js";
export type { TupleOrder } from "./sparsify/orders/tuple-order.js";
export { type OwnMethodFacts, registerSparsifier } from "./sparsify/register-sparsifier.js";
export type { ExactCount } from "./walks/exact-count.js";
export type { AdmissibleSubset } from "./walks/maximum-admissible-subset.js";
export type { NetworkSize } from "./walks/separation-rank-bounds.js";
export type { SpectralRadius } from "./walks/spectral-radius.js";
export type { VertexSet } from "./walks/vertex-set.js";
export type { Partition } from "./walks/walk-index.js";
