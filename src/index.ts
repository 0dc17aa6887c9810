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
export { randomSplit } from "./graph/split.js";
export { createRandom, type Random } from "./random.js";
export { pruneDataset } from "./sparsify/prune-dataset.js";
export { oneWis } from "./sparsify/one-wis.js";
export { randomOrder } from "./sparsify/random.js";
export { removalOrder, type Sparsifier, sparsifiers } from "./sparsify/registry.js";
export { prune, type RemovalOrder } from "./sparsify/removal-order.js";
export { twoWis } from "./sparsify/two-wis.js";
export { singletonWalkIndices } from "./walks/singleton-walk-indices.js";
export { forEachTriangle, triangleCounts } from "./walks/triangles.js";
