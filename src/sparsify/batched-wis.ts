import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { createClosedWalkEffects, type RemovalEffect } from "./closed-walk-effects.js";
import { edgeGuard } from "./edge-guard.js";
import type { RemovalOrder } from "./removal-order.js";
import { checkSimple } from "./simple-graph.js";
import { compareSortedTuples, type SortedTupleKey } from "./sorted-tuple-key.js";
import type { WisOptions } from "./wis.js";

/**
 * (L-1)-Walk Index Sparsification in batches: scores all edges, removes the best `batch` of them, best first, and scores again.
 *
 * Source: thesis appendix D.6.2.2, where 2-WIS removes 100 edges a round, an approximation of Algorithm 1. A batch of 1 is
 * {@link wis}.
 *
 * @param adjacency undirected, at most one edge between two vertices
 * @param walkLength L - 1 >= 1
 * @param batch edges for each scoring, >= 1
 *
 * Complexity: O(E^2 / batch) comparisons of keys, times log E, and the evaluation of the edges that a round has changed; memory for
 *   the keys of all edges.
 * @throws InputError as {@link wis}, and for a batch that is no integer >= 1
 */
export function batchedWis(
  adjacency: Adjacency,
  walkLength: number,
  batch: number,
  options: WisOptions = {},
): RemovalOrder {
  checkSimple(adjacency, walkLength);
  if (!(Number.isSafeInteger(batch) && batch >= 1))
    throw new InputError(`batch: expected an integer >= 1, got ${batch}`);
  const { ties = "lowest", onProgress = () => {} } = options;
  const effects = createClosedWalkEffects(adjacency, walkLength);
  const guard = edgeGuard(adjacency, options);
  const order = new Uint32Array(adjacency.edgeCount);
  const known = new Map<number, { effect: RemovalEffect; key: SortedTupleKey }>();
  let alive = Array.from(order.keys());
  let count = 0;
  for (;;) {
    alive = alive.filter((e) => guard.isFree(e));
    if (alive.length === 0) break;
    for (const e of alive) {
      const last = known.get(e);
      if (last !== undefined && effects.isFresh(last.effect)) continue;
      const effect = effects.effect(e);
      known.set(e, { effect, key: effects.key(effect) });
    }
    const ranked = alive.toSorted(
      (a, b) => compareSortedTuples(keyOf(a), keyOf(b)) || (ties === "lowest" ? a - b : b - a),
    );
    const removed = new Set<number>();
    for (const e of ranked) {
      if (removed.size === batch) break;
      // A removal of this batch may have taken a vertex to the degree that it keeps.
      if (!guard.isFree(e)) continue;
      effects.remove(e, () => {});
      guard.remove(e);
      known.delete(e);
      removed.add(e);
      order[count++] = e;
    }
    alive = alive.filter((e) => !removed.has(e));
    onProgress(count);
  }
  return guard.finish("wis", order, count);

  function keyOf(e: number): SortedTupleKey {
    return (known.get(e) as { key: SortedTupleKey }).key;
  }
}
