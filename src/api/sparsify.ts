import type { AbstractGraph, Attributes } from "graphology-types";
import { InputError } from "../errors.js";
import { DEFAULT_WEIGHT } from "../graph/graphology/index-graph.js";
import { orderPrefix } from "../sparsify/orders/removal-order.js";
import { edgesToRemove, parseRemoveAmount, type RemoveAmount } from "../sparsify/orders/remove-amount.js";
import {
  type OrderedEdges,
  orderEdges,
  type RemovalCall,
  type RemovalOrderOptions,
  removalCall,
} from "./order-edges.js";

/** Options of {@link sparsify}. */
export interface SparsifyOptions<N extends Attributes = Attributes, E extends Attributes = Attributes>
  extends RemovalOrderOptions<N, E> {
  /**
   * how much to remove, of the pairs of nodes that edges join: a share (0.5), a number of edges (2639), a text ("50%", "0.5", "2639"),
   * `{ share }` or `{ count }`; the number 1 is refused, as it could be one edge or all
   */
  readonly remove: RemoveAmount;
}

/** Options of {@link sparsify.assign}. */
export interface AssignSparsifyOptions<N extends Attributes = Attributes, E extends Attributes = Attributes>
  extends SparsifyOptions<N, E> {
  /** the name of the edge attribute to write; default `kept` */
  readonly attribute?: string | undefined;
}

/** A function and its `assign`, as in graphology's standard library. */
export interface Sparsify {
  <N extends Attributes, E extends Attributes, G extends Attributes>(
    graph: AbstractGraph<N, E, G>,
    options: SparsifyOptions<N, E>,
  ): AbstractGraph<N, E, G>;
  /**
   * The keys of the edges that stay, in the graph's order. Options and errors as those of {@link sparsify}; methods that give new weights
   * are refused, as a set of keys has no place for them.
   *
   * @example
   * ```ts
   * import { UndirectedGraph } from "graphology";
   * import { sparsify } from "seprank";
   *
   * const graph = new UndirectedGraph();
   * for (const [a, b] of [["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"]]) graph.mergeEdgeWithKey(a + b, a, b);
   * sparsify.flag(graph, { method: "1-wis", remove: "50%" }); // => new Set(["ab", "cd"])
   * ```
   */
  flag<N extends Attributes, E extends Attributes, G extends Attributes>(
    graph: AbstractGraph<N, E, G>,
    options: SparsifyOptions<N, E>,
  ): Set<string>;
  /**
   * Writes into an attribute of every edge whether it stays. Options and errors as those of {@link sparsify}; methods that give new
   * weights are refused.
   *
   * @example
   * ```ts
   * import { UndirectedGraph } from "graphology";
   * import { sparsify } from "seprank";
   *
   * const graph = new UndirectedGraph();
   * for (const [a, b] of [["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"]]) graph.mergeEdgeWithKey(a + b, a, b);
   * sparsify.assign(graph, { method: "1-wis", remove: { count: 1 } });
   * graph.getEdgeAttribute("bc", "kept"); // => false
   * ```
   */
  assign<N extends Attributes, E extends Attributes, G extends Attributes>(
    graph: AbstractGraph<N, E, G>,
    options: AssignSparsifyOptions<N, E>,
  ): void;
}

/**
 * A graph without some of its edges: those that a method removes first. All nodes stay.
 *
 * Edges that join the same two nodes count as one: they go or stay together. Self-loops stay, as every node has one implied. What `remove`
 * counts, or takes a share of, are the pairs of nodes that edges join; in a simple graph these are the edges.
 *
 * Edges with a direction keep it, for methods that take directed graphs; others ask for `directed: false`. So do mixed graphs with edges
 * of both kinds.
 *
 * @param graph of any class; not changed
 * @param options how much to remove, the method (default "1-wis") and what it takes
 * @returns a new graph of the same type (a `Graph` with the same `type`, `multi` and `allowSelfLoops`, as graphology's own `copy` gives),
 *   with the same nodes, keys and attributes in the same order; attributes are copied as graphology copies them, not deeply. Methods that
 *   give new weights write them into the attribute that `getEdgeWeight` names, or `weight`, shared out over parallel edges as before
 *
 * Complexity: that of the method, see `METHODS`, and O(V + E) for the new graph.
 * @throws InputError for anything but a Graphology graph, an unknown method, an option that the method does not take, a graph that it
 *   does not take, and more edges to remove than there are or may be removed
 *
 * @example
 * ```ts
 * import { UndirectedGraph } from "graphology";
 * import { sparsify } from "seprank";
 *
 * const graph = new UndirectedGraph();
 * for (const [a, b] of [["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"]]) graph.mergeEdgeWithKey(a + b, a, b);
 * const sparse = sparsify(graph, { method: "2-wis", remove: 0.25 });
 * sparse.edges(); // => ["ab", "ca", "cd"]
 * graph.size; // => 4
 * ```
 */
export const sparsify: Sparsify = Object.assign(
  <N extends Attributes, E extends Attributes, G extends Attributes>(
    graph: AbstractGraph<N, E, G>,
    options: SparsifyOptions<N, E>,
  ): AbstractGraph<N, E, G> => {
    const ordered = keptKeys("sparsify", graph, options, []);
    const { getEdgeWeight } = options;
    const attribute = typeof getEdgeWeight === "string" ? getEdgeWeight : DEFAULT_WEIGHT;
    const weightOf = newWeights(ordered);
    const sparse = graph.emptyCopy();
    let k = 0;
    graph.forEachEdge((key, attributes, source, target) => {
      const own = k++;
      if (!ordered.isKept(own)) return;
      const weight = weightOf?.(own);
      const copy = { ...attributes, ...(weight === undefined ? {} : { [attribute]: weight }) };
      if (graph.isUndirected(key)) sparse.addUndirectedEdgeWithKey(key, source, target, copy);
      else sparse.addDirectedEdgeWithKey(key, source, target, copy);
    });
    return sparse;
  },
  {
    flag<N extends Attributes, E extends Attributes, G extends Attributes>(
      graph: AbstractGraph<N, E, G>,
      options: SparsifyOptions<N, E>,
    ): Set<string> {
      const { indexed, isKept } = withoutNewWeights(keptKeys("sparsify.flag", graph, options, []));
      return new Set(indexed.keys.filter((_key, k) => isKept(k)));
    },
    assign<N extends Attributes, E extends Attributes, G extends Attributes>(
      graph: AbstractGraph<N, E, G>,
      options: AssignSparsifyOptions<N, E>,
    ): void {
      const { isKept } = withoutNewWeights(keptKeys("sparsify.assign", graph, options, ["attribute"]));
      const { attribute = "kept" } = options;
      let k = 0;
      graph.updateEachEdgeAttributes((_key, attributes) => ({ ...attributes, [attribute]: isKept(k++) }), {
        attributes: [attribute],
      });
    },
  },
);

interface KeptKeys extends OrderedEdges {
  readonly spec: RemovalCall<Attributes, Attributes>["spec"];
  /** whether a key stays, by its place in the graph */
  readonly isKept: (key: number) => boolean;
}

function keptKeys<N extends Attributes, E extends Attributes, G extends Attributes>(
  name: string,
  graph: AbstractGraph<N, E, G>,
  options: SparsifyOptions<N, E>,
  more: readonly string[],
): KeptKeys {
  const call = removalCall(name, graph, options, ["remove", ...more]);
  const amount = parseRemoveAmount(options.remove);
  const ordered = orderEdges(graph, call, (edgeCount) => edgesToRemove(amount, edgeCount));
  const { adjacency, edgeOf } = ordered.indexed;
  const { removed } = orderPrefix(ordered.order, edgesToRemove(amount, adjacency.edgeCount));
  return {
    ...ordered,
    spec: call.spec,
    isKept: (k) => edgeOf[k] < 0 || removed[edgeOf[k]] === 0,
  };
}

function withoutNewWeights(kept: KeptKeys): KeptKeys {
  if (kept.order.weights !== undefined)
    throw new InputError(
      `${kept.spec?.name}: expected a method that leaves weights as they are, got one that gives new ones; call sparsify`,
    );
  return kept;
}

/**
 * The new weight of a key by its place in the graph, where the method gives new weights: those of parallel edges stay in proportion.
 */
function newWeights({ order, indexed: { adjacency, edgeOf, weights } }: KeptKeys) {
  const { weights: after } = order;
  if (after === undefined) return undefined;
  const before = new Float64Array(adjacency.edgeCount);
  edgeOf.forEach((e, k) => {
    if (e >= 0) before[e] += weights?.[k] ?? 1;
  });
  return (k: number) => {
    const e = edgeOf[k];
    return e < 0 ? undefined : (after[e] * (weights?.[k] ?? 1)) / before[e];
  };
}
