import type { AbstractGraph } from "graphology-types";
import { checkGraph } from "../graph/check-argument.js";
import { checkOptions } from "../graph/check-options.js";
import { indexGraph } from "../graph/graphology/index-graph.js";
import type { ExactCount } from "../walks/exact-count.js";
import type { AdmissibleSubset } from "../walks/maximum-admissible-subset.js";
import {
  separationRankBounds as boundsOfPartition,
  type NetworkSize,
} from "../walks/separation-rank-bounds.js";
import { type NodePartition, partitionOfNodes } from "./node-sets.js";

/** Options of {@link separationRankBounds}: the partition and the network. */
export interface SeparationRankBoundsOptions extends NodePartition, NetworkSize {
  /** whether edges keep their direction; default: where the graph has edges with a direction */
  readonly directed?: boolean | undefined;
}

/** Bounds on log(sep(f; I)), natural logarithms, in terms of nodes. */
export interface NodeSeparationRankBounds {
  /** for all weights of the network; `Infinity` where it is past the largest double */
  readonly upper: number;
  /** for almost all weights of the network */
  readonly lower: number;
  /** WI_{L-1}(I), or WI_{L-1,t}(I); exact */
  readonly walkIndex: ExactCount;
  /** the admissible subset of the boundary that gives the lower bound */
  readonly admissible: {
    readonly nodes: string[];
    /** how many walks of length L - 1 start at it */
    readonly walks: ExactCount;
    /** how it was found: whether it is the theorem's maximum */
    readonly search: AdmissibleSubset["search"];
  };
}

/**
 * Bounds on the separation rank of a graph neural network with product aggregation, with respect to a set of nodes and the rest: the
 * logarithm of the separation rank says how strong an interaction between the two sides the network models.
 *
 *     upper = log(D_h) (4 WI_{L-1}(I) + 1),   lower = max over admissible subsets C of log((D - 1) / rho + 1) rho
 *
 * with rho the walks of length L - 1 from C and D = min(D_x, D_h); with a target, walks that end there. All cases:
 * `separationRankBounds` of `seprank/adjacency`.
 *
 * Source: thesis section 5.4.2, theorems 7 and 8; appendix D.2, theorems 10 and 11, for directed graphs.
 *
 * @param graph of any class; not changed
 * @param options the nodes of one side, the target for vertex prediction, and of the network the `depth` L, the `width` D_h of its
 *   hidden layers, and the number D_x of a node's `features`, integers >= 1
 *
 * Complexity: O(L (V + E)), and a search for the admissible subset whose work is limited; `search` says whether it was finished.
 * @throws InputError for anything but a Graphology graph, an unknown option or node, a size that is no integer >= 1, or nodes that are
 *   none or all of the graph's
 *
 * @example
 * ```ts
 * import { UndirectedGraph } from "graphology";
 * import { separationRankBounds } from "seprank";
 *
 * const path = new UndirectedGraph();
 * for (const [a, b] of [["a", "b"], ["b", "c"], ["c", "d"]]) path.mergeEdge(a, b);
 * const bounds = separationRankBounds(path, { nodes: ["a", "b"], depth: 2, width: 2, features: 2 });
 * bounds.walkIndex; // => 6
 * bounds.upper === Math.log(2) * 25; // => true
 * bounds.lower < bounds.upper; // => true
 * ```
 */
export function separationRankBounds(
  graph: AbstractGraph,
  options: SeparationRankBoundsOptions,
): NodeSeparationRankBounds {
  checkGraph(graph, "separationRankBounds");
  checkOptions("separationRankBounds", options, [
    "nodes",
    "target",
    "depth",
    "width",
    "features",
    "directed",
    "name",
  ]);
  const { depth, width, features, directed } = options;
  const indexed = indexGraph(graph, { directed, getEdgeWeight: null });
  const { upper, lower, walkIndex, admissible } = boundsOfPartition(
    indexed.adjacency,
    partitionOfNodes(indexed, options),
    { depth, width, features },
  );
  return {
    upper,
    lower,
    walkIndex,
    admissible: {
      nodes: Array.from(admissible.vertices, (t) => indexed.nodes[t]),
      walks: admissible.weight,
      search: admissible.search,
    },
  };
}
