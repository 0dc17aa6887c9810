import { InputError } from "../errors.js";
import { type Adjacency, subgraphOfEdges } from "../graph/adjacency.js";

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
}

/**
 * The graph that is left when the first `count` edges of an order are removed. All vertices stay.
 *
 * @returns `kept` [E - count], the kept edges' indices in the original graph, ascending, and the pruned graph, whose edge k is
 *   `kept[k]`
 *
 * Complexity: O(V + E).
 * @throws InputError for a count of more edges than may be removed
 */
export function prune(
  adjacency: Adjacency,
  order: RemovalOrder,
  count: number,
): { adjacency: Adjacency; kept: Uint32Array } {
  const most = order.removable ?? order.edges.length;
  if (!(Number.isInteger(count) && count >= 0 && count <= most))
    throw new InputError(
      `edges to remove: expected 0 to ${most}${most < order.edges.length ? ", as the others are protected" : ""}, got ${count}`,
    );
  const removed = new Uint8Array(adjacency.edgeCount);
  for (let k = 0; k < count; k++) removed[order.edges[k]] = 1;
  const kept = new Uint32Array(adjacency.edgeCount - count);
  for (let e = 0, k = 0; e < removed.length; e++) if (removed[e] === 0) kept[k++] = e;
  return { adjacency: subgraphOfEdges(adjacency, kept), kept };
}
