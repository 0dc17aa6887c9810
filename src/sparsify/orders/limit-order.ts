import type { Adjacency } from "../../graph/adjacency.js";
import { type EdgeLimits, edgeGuard } from "./edge-guard.js";
import type { RemovalOrder } from "./removal-order.js";

/**
 * An order without the removals that its limits forbid when their turn comes: for methods that score edges once, whatever goes before.
 *
 * Complexity: O(V + E).
 * @throws InputError as {@link edgeGuard}
 */
export function limitOrder(adjacency: Adjacency, order: RemovalOrder, limits: EdgeLimits): RemovalOrder {
  const guard = edgeGuard(adjacency, limits);
  const edges = new Uint32Array(order.edges.length);
  let count = 0;
  for (const e of order.edges) {
    if (!guard.isFree(e)) continue;
    guard.remove(e);
    edges[count++] = e;
  }
  return guard.finish(order.method, edges, count);
}
