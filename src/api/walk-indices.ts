import type { AbstractGraph } from "graphology-types";
import { checkGraph } from "../graph/check-argument.js";
import { checkOptions } from "../graph/check-options.js";
import { indexGraph } from "../graph/graphology/index-graph.js";
import { type ExactCount, exactCount } from "../walks/exact-count.js";
import { singletonWalkIndices } from "../walks/singleton-walk-indices.js";

/** Options of {@link walkIndices}. */
export interface WalkIndicesOptions {
  /** L - 1 >= 0, the length of the walks; default 2 */
  readonly walkLength?: number | undefined;
  /** whether edges keep their direction; default: where the graph has edges with a direction */
  readonly directed?: boolean | undefined;
}

/** Options of {@link walkIndices.assign}. */
export interface AssignWalkIndicesOptions extends WalkIndicesOptions {
  /** the name of the node attribute to write; default `walkIndex` */
  readonly attribute?: string | undefined;
}

/** A function and its `assign`, as in graphology's standard library. */
export interface WalkIndices {
  (
    graph: AbstractGraph,
    options?: WalkIndicesOptions & { readonly walkLength?: 0 | 1 | 2 },
  ): Record<string, number>;
  (graph: AbstractGraph, options: WalkIndicesOptions): Record<string, ExactCount>;
  /**
   * Writes the walk index of every node into an attribute of the node. Options and errors as those of {@link walkIndices}.
   *
   * @example
   * ```ts
   * import { UndirectedGraph } from "graphology";
   * import { walkIndices } from "seprank";
   *
   * const graph = new UndirectedGraph();
   * graph.mergeEdge("a", "b");
   * walkIndices.assign(graph, { walkLength: 1, attribute: "size" });
   * graph.getNodeAttribute("a", "size"); // => 2
   * ```
   */
  assign(graph: AbstractGraph, options?: AssignWalkIndicesOptions): void;
}

function computeWalkIndices(
  graph: AbstractGraph,
  { walkLength = 2, directed }: WalkIndicesOptions,
): [node: string, index: ExactCount][] {
  const { adjacency, nodes } = indexGraph(graph, { directed, getEdgeWeight: null });
  const indices = singletonWalkIndices(adjacency, walkLength);
  return nodes.map((node, t) => {
    const index = indices[t];
    return [node, typeof index === "bigint" ? exactCount(index) : index];
  });
}

/**
 * The walk index of every node against the rest of the graph: how strong an interaction between the node and all others a graph neural
 * network of depth L = walkLength + 1 can model.
 *
 *     WI_{L-1,t}({t}) = the number of closed walks of length L at t, every node with a self-loop; 0 where t has no neighbour.
 *
 * That is d + 1 for walks of length 1 and 2 tri + 3 d + 1 for length 2, d the number of neighbours and tri the triangles at t.
 * Parallel edges count once and self-loops not at all, as every node has one implied; weights play no part. Walks follow directed edges
 * unless `directed` is false; an undirected edge of a mixed graph goes both ways.
 *
 * Source: thesis section 5.4, definitions 10 and 11; appendix D.2 for directed graphs.
 *
 * @param graph of any class; not changed
 * @param options walk length (default 2) and whether edges keep their direction
 * @returns by node; exact, a `bigint` from 2^53 on
 *
 * Complexity: O(V + E) for walk length 1, O(E^1.5) for 2; for longer ones O(L (V + E)) for each node.
 * @throws InputError for anything but a Graphology graph, an unknown option, or a walk length that is no integer >= 0
 *
 * @example
 * ```ts
 * import { UndirectedGraph } from "graphology";
 * import { walkIndices } from "seprank";
 *
 * const graph = new UndirectedGraph();
 * for (const [a, b] of [["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"]]) graph.mergeEdge(a, b);
 * walkIndices(graph, { walkLength: 2 }); // => { a: 9, b: 9, c: 12, d: 4 }
 * ```
 */
export const walkIndices: WalkIndices = Object.assign(
  (graph: AbstractGraph, options: WalkIndicesOptions = {}) => {
    checkGraph(graph, "walkIndices");
    checkOptions("walkIndices", options, OPTIONS);
    // Also for a node of the name `__proto__`, which an assignment would lose.
    return Object.fromEntries(computeWalkIndices(graph, options)) as Record<string, number>;
  },
  {
    assign(graph: AbstractGraph, options: AssignWalkIndicesOptions = {}): void {
      checkGraph(graph, "walkIndices.assign");
      checkOptions("walkIndices.assign", options, [...OPTIONS, "attribute"]);
      const { attribute = "walkIndex" } = options;
      const indices = new Map(computeWalkIndices(graph, options));
      graph.updateEachNodeAttributes(
        (node, attributes) => ({ ...attributes, [attribute]: indices.get(node) }),
        { attributes: [attribute] },
      );
    },
  },
);

const OPTIONS = ["walkLength", "directed"];
