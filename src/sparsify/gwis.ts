import type { Adjacency } from "../graph/adjacency.js";
import type { Partition } from "../walks/walk-index.js";
import { type EdgeLimits, edgeGuard } from "./edge-guard.js";
import { createPartitionEffects } from "./partition-effects.js";
import type { RemovalOrder } from "./removal-order.js";
import { type TupleOrder, tupleComparison } from "./tuple-order.js";

/** How (L-1)-GWIS chooses, beside its walk length and partitions. */
export interface GwisOptions extends EdgeLimits {
  /** the order over tuples of walk indices; default "lexicographic" */
  readonly orderBy?: TupleOrder | undefined;
  /** called after every edge with the number of edges ordered so far */
  readonly onProgress?: ((ordered: number) => void) | undefined;
}

/**
 * (L-1)-General Walk Index Sparsification, exact: removes, again and again, the edge whose removal leaves the maximal tuple of the
 * walk indices of chosen partitions, WI_{L-1}(I_m) or, for a target, WI_{L-1,t_m}(J_m).
 *
 * Source: thesis appendix D.4, Algorithm 3. Ties: lowest edge index. Directed graphs and edge types: see appendix D.2 and
 * {@link walkCounts}; an edge with a parallel one of another type can go without any loss.
 *
 * With all partitions ({t}, V \ {t}) and their t, in lexicographic order, this is (L-1)-WIS; {@link wis} then is far faster.
 *
 * @param adjacency directed or undirected
 * @param walkLength L - 1 >= 0
 * @param partitions M partitions; without any, all edges tie
 *
 * Complexity: O(E (E M l^2 + M l (V + E))) for walks of length l; memory O(M l V + E).
 * @throws InputError for a partition with an empty side or unknown vertices, an unknown order, and 2^53 walks or more
 */
export function gwis(
  adjacency: Adjacency,
  walkLength: number,
  partitions: readonly Partition[],
  options: GwisOptions = {},
): RemovalOrder {
  const { orderBy = "lexicographic", onProgress = () => {} } = options;
  const { prepare, compare } = tupleComparison(orderBy);
  const effects = createPartitionEffects(adjacency, walkLength, partitions);
  const guard = edgeGuard(adjacency, options);
  const order = new Uint32Array(adjacency.edgeCount);
  const tuple = new Float64Array(partitions.length);
  let alive = Array.from(order.keys());
  let count = 0;
  for (;;) {
    alive = alive.filter(guard.isFree);
    if (alive.length === 0) break;
    let best = -1;
    let bestTuple: Float64Array = tuple;
    for (const e of alive) {
      effects.without(e, tuple);
      const prepared = prepare(tuple);
      if (best >= 0 && !(compare(prepared, bestTuple) > 0)) continue;
      best = e;
      bestTuple = prepared;
    }
    effects.remove(best);
    guard.remove(best);
    alive.splice(alive.indexOf(best), 1);
    order[count++] = best;
    onProgress(count);
  }
  return guard.finish("gwis", order, count);
}
