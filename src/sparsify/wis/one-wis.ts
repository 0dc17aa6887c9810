import type { Adjacency } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import { removeInPhases } from "./core-phases.js";
import { createCoreRows } from "./core-rows.js";

/**
 * 1-Walk Index Sparsification: removes, again and again, the edge whose ends have the largest (smaller degree, larger degree).
 *
 * Walk index kept: WI_{1,t}({t}) = |N(t)|, t's degree with its self-loop (0 where t is isolated), for all vertices t.
 *
 * Source: thesis section 5.5.1, Algorithm 2 (equivalent to Algorithm 1 with L = 2, appendix D.5). Ties: lowest edge index.
 *
 * How it searches, and how long that takes: {@link removeInPhases}.
 *
 * @param adjacency undirected
 * @param onProgress called after every phase with the number of edges ordered so far
 *
 * Complexity: O(E log E + S) time, O(V + E) memory, where S is a small multiple of E on real graphs. {@link compactOneWis} gives the same
 *   order of edges with canonical numbers in a fifth of the memory.
 *
 * @example
 * ```ts
 * import { buildAdjacency, oneWis } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * oneWis(graph).edges; // => Uint32Array.of(1, 2, 0, 3)
 * ```
 */
export function oneWis(adjacency: Adjacency, onProgress: (ordered: number) => void = () => {}): RemovalOrder {
  checkAdjacency(adjacency, "oneWis");
  const order = new Uint32Array(adjacency.edgeCount);
  let count = 0;
  removeInPhases(createCoreRows(adjacency), {
    onRemove: (e) => {
      order[count++] = e;
    },
    onPhase: () => onProgress(count),
  });
  return { method: "1-wis", edges: order };
}
