import type { Adjacency } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";
import { edgeGuard } from "../orders/edge-guard.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import { checkWisLength } from "../orders/simple-graph.js";
import { compareSortedTuples } from "../orders/sorted-tuple-key.js";
import { IndexedHeap } from "../structures/indexed-heap.js";
import { createRelationalWalkEffects, type RelationalEffect } from "./relational-walk-effects.js";
import type { WisOptions } from "./wis.js";

/**
 * (L-1)-Walk Index Sparsification of graphs that are directed or have edges of several types, exact, one edge at a time: removes, again
 * and again, the edge whose removal leaves the largest tuple of walk indices WI_{L-1,t}({t}), sorted ascending and compared
 * lexicographically.
 *
 * Walks follow the edges, and what crosses the partition comes in at t: the index is (A^L)_tt, or 0 where no edge comes in at t. A walk
 * is a sequence of vertices, so that an edge with a parallel one of another type can go without any loss; so can one from u to v where
 * no walk of L - 1 steps leads back to u, as long as others come in at v. Such edges go first.
 *
 * Source: thesis section 5.5.1, Algorithm 1; appendix D.2. Ties: lowest edge index. Directed graphs in which every edge has its reverse
 * lose single directions: for both at once, read them as undirected.
 *
 * Edges wait in a heap by keys of earlier, which are upper bounds as walk indices only fall; only the edges that share a closed walk
 * with a removed one are looked at again at once.
 *
 * @param adjacency directed or undirected; for undirected graphs with one edge at most between two vertices {@link wis} does the same
 *   faster
 * @param walkLength L - 1 >= 1
 *
 * Complexity: O(R (L B + log E)) for R evaluations of edges with B edges in their balls; memory O(V + E) and the keys of the edges.
 * @throws InputError for a walk length below 1, and walk indices of 2^53 or more
 *
 * @example
 * ```ts
 * import { buildAdjacency, relationalWis } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 3, sources: [0, 1, 2], targets: [1, 2, 0], directed: true }).adjacency;
 * relationalWis(graph, 1).edges.length; // => 3
 * ```
 */
export function relationalWis(
  adjacency: Adjacency,
  walkLength: number,
  options: WisOptions = {},
): RemovalOrder {
  checkAdjacency(adjacency, "relationalWis");
  checkWisLength(walkLength);
  const { ties = "lowest", onProgress = () => {} } = options;
  const { edgeCount } = adjacency;
  const effects = createRelationalWalkEffects(adjacency, walkLength);
  const guard = edgeGuard(adjacency, options);
  const known = Array.from({ length: edgeCount }, (_, e) => effects.effect(e));
  /** [E] what decides first: the smallest walk index that a removal leaves at an affected vertex */
  const levels = Float64Array.from(known, levelOf);
  const places = new Int32Array(edgeCount).fill(-1);
  const waiting = new IndexedHeap(places, (a, b) => {
    if (levels[a] !== levels[b]) return levels[a] > levels[b];
    const order = compareSortedTuples(known[a].key, known[b].key);
    return order === 0 ? (ties === "lowest" ? a < b : a > b) : order < 0;
  });
  for (let e = 0; e < edgeCount; e++) waiting.add(e);

  const order = new Uint32Array(edgeCount);
  let count = 0;
  while (waiting.items.length > 0) {
    const top = waiting.items[0];
    if (!guard.isFree(top)) waiting.remove(top);
    else if (!effects.isFresh(known[top])) lookAgain(top);
    else {
      waiting.remove(top);
      order[count++] = top;
      guard.remove(top);
      effects.remove(top, (e) => {
        if (places[e] >= 0) lookAgain(e);
      });
      if (count % 256 === 0) onProgress(count);
    }
  }
  return guard.finish("wis", order, count);

  function lookAgain(e: number): void {
    known[e] = effects.effect(e);
    levels[e] = levelOf(known[e]);
    waiting.update(e);
  }
}

function levelOf({ key }: RelationalEffect): number {
  return key.values[0] ?? Number.POSITIVE_INFINITY;
}
