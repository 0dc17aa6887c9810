/**
 * seprank: graphs, walk indices and edge sparsification. Runs in Node and in browsers.
 *
 * Training is in `seprank/nn`, data sets in `seprank/datasets`, sweeps in `seprank/experiments`.
 */
export { FormatError, InputError } from "./errors.js";
export { type Adjacency, buildAdjacency, degrees, subgraphOfEdges } from "./graph/adjacency.js";
export { connectedComponents } from "./graph/components.js";
export type { Features, GraphDataset, Split } from "./graph/dataset.js";
export { GRAPH_FORMATS, INPUT_RULES, readGraph, writeGraph } from "./graph/formats/formats.js";
export { fromGraphology, toGraphology } from "./graph/graphology.js";
export { matchEdges } from "./graph/match-edges.js";
export { randomSplit } from "./graph/split.js";
export { createRandom, type Random } from "./random.js";
export { batchedWis } from "./sparsify/batched-wis.js";
export type { EdgeLimits } from "./sparsify/edge-guard.js";
export { type GwisOptions, gwis } from "./sparsify/gwis.js";
export { METHOD_PARAMETERS, type MethodParameter } from "./sparsify/method-parameters.js";
export { type MethodSpec, parseMethod } from "./sparsify/method-spec.js";
export { oneWis } from "./sparsify/one-wis.js";
export { removalOrder } from "./sparsify/order-by-method.js";
export { pruneDataset } from "./sparsify/prune-dataset.js";
export { randomOrder } from "./sparsify/random.js";
export { sparsifiers } from "./sparsify/registry.js";
export { relationalWis } from "./sparsify/relational-wis.js";
export { type OrderPrefix, orderPrefix, prune, type RemovalOrder } from "./sparsify/removal-order.js";
export type { OrderOptions, Sparsifier } from "./sparsify/sparsifier.js";
export { samplesEachLevel } from "./sparsify/sparsifier-named.js";
export { type SpectralSample, spectralSample } from "./sparsify/spectral-sample.js";
export { TUPLE_ORDERS, type TupleOrder } from "./sparsify/tuple-order.js";
export { twoWis } from "./sparsify/two-wis.js";
export { type WisOptions, wis } from "./sparsify/wis.js";
export { isAdmissible, noRepeatingSharedNeighbors } from "./walks/admissible.js";
export { balancedCut } from "./walks/balanced-cut.js";
export { boundary } from "./walks/boundary.js";
export { bridgePartitions } from "./walks/bridge-partitions.js";
export { closedWalks } from "./walks/closed-walks.js";
export { communityPartitions } from "./walks/community-partitions.js";
export { componentPartitions } from "./walks/component-partitions.js";
export { cutPartitions } from "./walks/cut-partitions.js";
export type { ExactCount, ExactCounts } from "./walks/exact-count.js";
export { labelPartitions } from "./walks/label-partitions.js";
export { type AdmissibleSubset, maximumAdmissibleSubset } from "./walks/maximum-admissible-subset.js";
export { PARTITION_WAYS, type PartitionWay, partitionsBy } from "./walks/partitions-by.js";
export { type NamedPartition, readPartitions } from "./walks/read-partitions.js";
export {
  type NetworkSize,
  type SeparationRankBounds,
  separationRankBounds,
} from "./walks/separation-rank-bounds.js";
export { singletonWalkIndices } from "./walks/singleton-walk-indices.js";
export { type SpectralRadius, spectralRadius } from "./walks/spectral-radius.js";
export { forEachTriangle, triangleCounts } from "./walks/triangles.js";
export { walkCount } from "./walks/walk-count.js";
export { walkCounts } from "./walks/walk-counts.js";
export { type Partition, walkIndex, walkIndices } from "./walks/walk-index.js";
