/**
 * The level beneath the Graphology one: algorithms on {@link Adjacency}, flat typed arrays by vertex and edge indices, without copies and
 * without keys. For graphs of millions of edges, and for methods and models of one's own. Runs in Node and in browsers.
 *
 * @module
 */

export { FormatError, type FormatLocation, InputError, TimeoutError } from "./errors.js";
export {
  type Adjacency,
  buildAdjacency,
  type DroppedEdges,
  degrees,
  type EdgePairs,
  subgraphOfEdges,
} from "./graph/adjacency.js";
export { matchEdges } from "./graph/attributes/match-edges.js";
export { randomSplit, SPLIT_SHARES, type SplitShares } from "./graph/attributes/split.js";
export { type Components, connectedComponents } from "./graph/components.js";
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
export { type NeighborRows, neighborRows } from "./graph/neighbor-rows.js";
export type { ReadLimits } from "./graph/read-budget.js";
export { balancedCut } from "./partitions/balanced-cut.js";
export { bridgePartitions } from "./partitions/bridge-partitions.js";
export { communityPartitions } from "./partitions/community-partitions.js";
export { componentPartitions } from "./partitions/component-partitions.js";
export { cutPartitions } from "./partitions/cut-partitions.js";
export { labelPartitions } from "./partitions/label-partitions.js";
export {
  PARTITION_WAYS,
  type PartitionedGraph,
  type PartitionsByOptions,
  type PartitionWay,
  type PartitionWayName,
  partitionsBy,
} from "./partitions/partitions-by.js";
export { type NamedPartition, readPartitions } from "./partitions/read-partitions.js";
export { createRandom, type Random } from "./random.js";
export { addEdges } from "./sparsify/add-edges.js";
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
export { type SpectralSample, spectralSample } from "./sparsify/methods/spectral-sample.js";
export { removalOrder } from "./sparsify/order-by-method.js";
export type { EdgeLimits } from "./sparsify/orders/edge-guard.js";
export { type ListedEdges, orderOfEdges } from "./sparsify/orders/order-of-edges.js";
export type { OrderOptions } from "./sparsify/orders/order-options.js";
export { type OrderPrefix, orderPrefix, prune, type RemovalOrder } from "./sparsify/orders/removal-order.js";
export type { GraphResult, SparsifierFunction } from "./sparsify/orders/sparsifier.js";
export { TUPLE_ORDERS, type TupleOrder } from "./sparsify/orders/tuple-order.js";
export { pruneDataset } from "./sparsify/prune-dataset.js";
export { type OwnMethodFacts, registerSparsifier } from "./sparsify/register-sparsifier.js";
export { batchedWis } from "./sparsify/wis/batched-wis.js";
export { type CompactOneWisOptions, compactOneWis } from "./sparsify/wis/compact-one-wis.js";
export {
  type CandidateEdges,
  type EdgeAdditionOptions,
  edgeAdditions,
} from "./sparsify/wis/edge-additions.js";
export { type GwisOptions, gwis } from "./sparsify/wis/gwis.js";
export { oneWis } from "./sparsify/wis/one-wis.js";
export { relationalWis } from "./sparsify/wis/relational-wis.js";
export { twoHopPairs } from "./sparsify/wis/two-hop-pairs.js";
export { twoWis } from "./sparsify/wis/two-wis.js";
export { type WisOptions, wis } from "./sparsify/wis/wis.js";
export { isAdmissible, noRepeatingSharedNeighbors } from "./walks/admissible.js";
export { boundary } from "./walks/boundary.js";
export { closedWalks } from "./walks/closed-walks.js";
export { triangleCounts } from "./walks/edge-triangle-counts.js";
export type { ExactCount, ExactCounts } from "./walks/exact-count.js";
export { type AdmissibleSubset, maximumAdmissibleSubset } from "./walks/maximum-admissible-subset.js";
export {
  type NetworkSize,
  type SeparationRankBounds,
  separationRankBounds,
} from "./walks/separation-rank-bounds.js";
export { singletonWalkIndices } from "./walks/singleton-walk-indices.js";
export { type SpectralRadius, spectralRadius } from "./walks/spectral-radius.js";
export { forEachTriangle, type TriangleEdges } from "./walks/triangles.js";
export type { VertexSet } from "./walks/vertex-set.js";
export { walkCount } from "./walks/walk-count.js";
export { walkCounts } from "./walks/walk-counts.js";
export { type Partition, walkIndex, walkIndices } from "./walks/walk-index.js";
