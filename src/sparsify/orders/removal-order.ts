import { InputError } from "../../errors.js";
import { type Adjacency, subgraphOfEdges } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";

/**
 * The order in which a method removes a graph's edges: the currency between sparsifiers and all that uses them.
 *
 * Every sparsity level is a prefix: remove the first N edges of the order and the method's graph with N edges removed is left.
 */
export interface RemovalOrder {
  /** the method's name, as in the registry */
  readonly method: string;
  /** [E] edge indices of the graph the order was made for, first removed first */
  readonly edges: Uint32Array;
  /** how many of the edges may be removed, where some may not: these come last, by index; default all */
  readonly removable?: number;
  /** the one number of edges that may be removed, where the method made one edge set for one level; default any number */
  readonly only?: number;
  /** [E] new weights of the edges kept, where the method reweights */
  readonly weights?: Float64Array;
}

/** The beginning of an order: what one sparsity level removes. */
export interface OrderPrefix {
  /** [count] the edges removed, first removed first; a view of the order's, not a copy */
  readonly edges: Uint32Array;
  /** [E] 1 for edges removed, 0 for edges kept */
  readonly removed: Uint8Array;
}

/**
 * The first `count` edges of an order. Prefixes of one order are nested; a prefix's edges can be given to a method as its `removed`
 * edges, and it goes on from there.
 *
 * Complexity: O(E) for the mask.
 * @throws InputError for a count of more edges than may be removed, or another than the only one
 *
 * @example
 * ```ts
 * import { buildAdjacency, orderPrefix, removalOrder } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * const { edges, removed } = orderPrefix(removalOrder("1-wis", graph), 2);
 * edges; // => Uint32Array.of(1, 2)
 * removed; // => Uint8Array.of(0, 1, 1, 0)
 * ```
 */
export function orderPrefix(order: RemovalOrder, count: number): OrderPrefix {
  checkCount(order, count);
  const edges = order.edges.subarray(0, count);
  const removed = new Uint8Array(order.edges.length);
  for (const e of edges) removed[e] = 1;
  return { edges, removed };
}

/**
 * The graph that is left when the first `count` edges of an order are removed. All vertices stay.
 *
 * @returns `kept` [E - count], the kept edges' indices in the original graph, ascending, and the pruned graph, whose edge k is
 *   `kept[k]`
 *
 * Complexity: O(V + E).
 * @throws InputError for a count of more edges than may be removed, or another than the only one
 *
 * @example
 * ```ts
 * import { buildAdjacency, prune, removalOrder } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * const { adjacency, kept } = prune(graph, removalOrder("1-wis", graph), 2);
 * kept; // => Uint32Array.of(0, 3)
 * adjacency.edgeCount; // => 2
 * ```
 */
export function prune(
  adjacency: Adjacency,
  order: RemovalOrder,
  count: number,
): { adjacency: Adjacency; kept: Uint32Array } {
  checkAdjacency(adjacency, "prune");
  checkCount(order, count);
  const removed = new Uint8Array(adjacency.edgeCount);
  for (let k = 0; k < count; k++) removed[order.edges[k]] = 1;
  const kept = new Uint32Array(adjacency.edgeCount - count);
  for (let e = 0, k = 0; e < removed.length; e++) if (removed[e] === 0) kept[k++] = e;
  const { weights = adjacency.weights } = order;
  return { adjacency: subgraphOfEdges({ ...adjacency, weights }, kept), kept };
}

function checkCount({ method, edges, removable = edges.length, only }: RemovalOrder, count: number): void {
  if (!(Number.isInteger(count) && count >= 0 && count <= removable))
    throw new InputError(
      `edges to remove: expected 0 to ${removable}${removable < edges.length ? ", as the others are protected" : ""}, got ${count}`,
    );
  if (only !== undefined && only !== count)
    throw new InputError(
      `edges to remove: expected ${only}, as ${method} makes one edge set for each level, got ${count}`,
    );
}
