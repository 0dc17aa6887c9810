import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { prune, type RemovalOrder } from "./removal-order.js";

/**
 * Goes on from a pruned graph: the order that begins with the edges removed already, and continues with the method's order of the graph
 * that they leave.
 *
 * Greedy methods whose first edges these were give the same whole order again.
 *
 * @param removed distinct edge indices, first removed first
 * @param options those of the method; protected edges are edges of the whole graph
 * @param order the method
 *
 * @throws InputError for an unknown edge, one that is removed twice, or one that is protected
 */
export function resumeOrder<Options extends { readonly protect?: ArrayLike<number> | undefined }>(
  adjacency: Adjacency,
  removed: Uint32Array,
  options: Options,
  order: (adjacency: Adjacency, options: Options) => RemovalOrder,
): RemovalOrder {
  const { edgeCount } = adjacency;
  const gone = new Uint8Array(edgeCount);
  for (const e of removed) {
    if (!(e < edgeCount))
      throw new InputError(`removed edge: expected an index from 0 to ${edgeCount - 1}, got ${e}`);
    if (gone[e] === 1) throw new InputError(`removed edges: expected each once, got ${e} twice`);
    gone[e] = 1;
  }
  const pruned = prune(adjacency, { method: "removed", edges: removed }, removed.length);
  const indexOf = new Map(Array.from(pruned.kept, (e, k) => [e, k]));
  const protect = Array.from(options.protect ?? [], (e) => {
    const index = indexOf.get(e);
    if (index === undefined) throw new InputError(`protected edge: expected an edge that is left, got ${e}`);
    return index;
  });
  const rest = order(pruned.adjacency, { ...options, protect });
  const edges = new Uint32Array(edgeCount);
  edges.set(removed);
  edges.set(
    rest.edges.map((k) => pruned.kept[k]),
    removed.length,
  );
  const { method, removable } = rest;
  return removable === undefined
    ? { method, edges }
    : { method, edges, removable: removed.length + removable };
}
