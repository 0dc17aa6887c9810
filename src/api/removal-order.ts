import type { AbstractGraph, Attributes } from "graphology-types";
import { InputError } from "../errors.js";
import { type OrderedEdges, orderEdges, type RemovalOrderOptions, removalCall } from "./order-edges.js";

/** Options of {@link removalOrder.assign}. */
export interface AssignRemovalOrderOptions<
  N extends Attributes = Attributes,
  E extends Attributes = Attributes,
> extends RemovalOrderOptions<N, E> {
  /** the name of the edge attribute to write; default `removalRank` */
  readonly attribute?: string | undefined;
}

/** A function and its `assign`, as in graphology's standard library. */
export interface KeyOrder {
  <N extends Attributes, E extends Attributes, G extends Attributes>(
    graph: AbstractGraph<N, E, G>,
    options?: RemovalOrderOptions<N, E>,
  ): string[];
  /**
   * Writes the rank of removal into an attribute of every edge that may be removed: 0 for the first, the same for parallel edges. Edges
   * that are never removed lose the attribute, so that `rank < count` is false for them. Hiding all edges with `rank < count` leaves what
   * `sparsify` with `remove: { count }` leaves. Options and errors as those of {@link removalOrder}.
   *
   * @example
   * ```ts
   * import { UndirectedGraph } from "graphology";
   * import { removalOrder } from "seprank";
   *
   * const graph = new UndirectedGraph();
   * for (const [a, b] of [["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"]]) graph.mergeEdgeWithKey(a + b, a, b);
   * removalOrder.assign(graph, { method: "1-wis", attribute: "rank" });
   * graph.getEdgeAttribute("ca", "rank"); // => 1
   * ```
   */
  assign<N extends Attributes, E extends Attributes, G extends Attributes>(
    graph: AbstractGraph<N, E, G>,
    options?: AssignRemovalOrderOptions<N, E>,
  ): void;
}

/**
 * The order in which a method removes the edges of a graph, by their keys. Every beginning of it is a sparsity level.
 *
 * Edges that join the same two nodes count as one and stand one after the other, in the graph's order. Self-loops are never removed, as
 * every node has one implied; they, protected edges, and those that `keepDegree` holds, are not in the order.
 *
 * Edges with a direction keep it, for methods that take directed graphs; others ask for `directed: false`. So do mixed graphs with edges
 * of both kinds.
 *
 * @param graph of any class; not changed
 * @param options the method (default "1-wis") and what it takes, see {@link RemovalOrderOptions}
 * @returns keys of edges, first removed first
 *
 * Complexity: that of the method, see `METHODS`.
 * @throws InputError for anything but a Graphology graph, an unknown method, an option that the method does not take, a graph that it
 *   does not take, and methods that choose the edges of each level anew, which make no order: call `sparsify`
 *
 * @example
 * ```ts
 * import { UndirectedGraph } from "graphology";
 * import { removalOrder } from "seprank";
 *
 * const graph = new UndirectedGraph();
 * for (const [a, b] of [["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"]]) graph.mergeEdgeWithKey(a + b, a, b);
 * removalOrder(graph, { method: "1-wis" }); // => ["bc", "ca", "ab", "cd"]
 * // A method of one's own: the score of an edge, higher = keep.
 * removalOrder(graph, { method: (edge) => ["cd", "ca", "bc", "ab"].indexOf(edge) }); // => ["cd", "ca", "bc", "ab"]
 * ```
 */
export const removalOrder: KeyOrder = Object.assign(
  <N extends Attributes, E extends Attributes, G extends Attributes>(
    graph: AbstractGraph<N, E, G>,
    options: RemovalOrderOptions<N, E> = {},
  ): string[] => orderedKeys(order("removalOrder", graph, options, [])),
  {
    assign<N extends Attributes, E extends Attributes, G extends Attributes>(
      graph: AbstractGraph<N, E, G>,
      options: AssignRemovalOrderOptions<N, E> = {},
    ): void {
      const ordered = order("removalOrder.assign", graph, options, ["attribute"]);
      const { attribute = "removalRank" } = options;
      const rankOf = ranks(ordered);
      let k = 0;
      graph.updateEachEdgeAttributes(
        (_key, attributes) => {
          const e = ordered.indexed.edgeOf[k++];
          const { [attribute]: _old, ...rest } = attributes;
          return (e < 0 || rankOf[e] < 0 ? rest : { ...rest, [attribute]: rankOf[e] }) as E;
        },
        { attributes: [attribute] },
      );
    },
  },
);

function order<N extends Attributes, E extends Attributes, G extends Attributes>(
  name: string,
  graph: AbstractGraph<N, E, G>,
  options: RemovalOrderOptions<N, E>,
  more: readonly string[],
): OrderedEdges {
  const call = removalCall(name, graph, options, more);
  if (call.spec?.facts.result === "edge set")
    throw new InputError(
      `${call.spec.name}: expected a method that makes an order, got one that chooses the edges of each level anew; call sparsify`,
    );
  return orderEdges(graph, call, undefined);
}

/** Keys by the ranks of their edges, in the graph's order within an edge. */
function orderedKeys({ indexed: { adjacency, keys, edgeOf }, order: { edges, removable } }: OrderedEdges) {
  const keysOf: string[][] = Array.from({ length: adjacency.edgeCount }, () => []);
  edgeOf.forEach((e, k) => {
    if (e >= 0) keysOf[e].push(keys[k]);
  });
  return Array.from(edges.subarray(0, removable ?? edges.length), (e) => keysOf[e]).flat();
}

/** [E] The place of each edge in the order, -1 where it is never removed. */
function ranks({ indexed: { adjacency }, order: { edges, removable } }: OrderedEdges): Int32Array {
  const rankOf = new Int32Array(adjacency.edgeCount).fill(-1);
  edges.subarray(0, removable ?? edges.length).forEach((e, rank) => {
    rankOf[e] = rank;
  });
  return rankOf;
}
