import type { AbstractGraph } from "graphology-types";
import { checkGraph } from "../graph/check-argument.js";
import { checkOptions } from "../graph/check-options.js";
import { indexGraph } from "../graph/graphology/index-graph.js";
import type { ExactCount } from "../walks/exact-count.js";
import { walkIndex as walkIndexOfPartition } from "../walks/walk-index.js";
import { type NodePartition, partitionOfNodes } from "./node-sets.js";

/** Options of {@link walkIndex}: the partition, and the length of walks. */
export interface WalkIndexOptions extends NodePartition {
  /** L - 1 >= 0, the length of the walks; default 2 */
  readonly walkLength?: number | undefined;
  /** whether edges keep their direction; default: where the graph has edges with a direction */
  readonly directed?: boolean | undefined;
}

/**
 * The walk index of a set of nodes: how strong an interaction between these nodes and all others a graph neural network of depth
 * L = walkLength + 1 can model.
 *
 *     WI_{L-1}(I) = the number of walks of length L - 1 from the boundary of I; with a target t, of those that end at t.
 *
 * The boundary are the nodes of both sides with a neighbour on the other side; every node has a self-loop implied. Parallel edges count
 * once; weights play no part. Directed edges, unless `directed` is false: nodes with an edge that comes in from the other side.
 *
 * Source: thesis section 5.4.1, definition 11; appendix D.2 for directed graphs.
 *
 * @param graph of any class; not changed
 * @param options the nodes of one side, the target for vertex prediction (default: graph prediction), the walk length (default 2)
 * @returns exact, a `bigint` from 2^53 on
 *
 * Complexity: O(L (V + E)).
 * @throws InputError for anything but a Graphology graph, an unknown option or node, or nodes that are none or all of the graph's
 *
 * @example
 * ```ts
 * import { UndirectedGraph } from "graphology";
 * import { walkIndex } from "seprank";
 *
 * const path = new UndirectedGraph();
 * for (const [a, b] of [["a", "b"], ["b", "c"], ["c", "d"]]) path.mergeEdge(a, b);
 * walkIndex(path, { nodes: ["a", "b"], walkLength: 1 }); // => 6
 * walkIndex(path, { nodes: ["a", "b"], target: "a", walkLength: 1 }); // => 1
 * ```
 */
export function walkIndex(graph: AbstractGraph, options: WalkIndexOptions): ExactCount {
  checkGraph(graph, "walkIndex");
  checkOptions("walkIndex", options, ["nodes", "target", "walkLength", "directed", "name"]);
  const { walkLength = 2, directed } = options;
  const indexed = indexGraph(graph, { directed, getEdgeWeight: null });
  return walkIndexOfPartition(indexed.adjacency, walkLength, partitionOfNodes(indexed, options));
}
