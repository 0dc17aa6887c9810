import type { Adjacency } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";
import type { Partition } from "../../walks/walk-index.js";
import { type EdgeGuard, type EdgeLimits, edgeGuard } from "../orders/edge-guard.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import type { SortedTupleKey } from "../orders/sorted-tuple-key.js";
import { type RemovalKeys, removalKeys, type TupleOrder } from "../orders/tuple-order.js";
import { IndexedHeap } from "../structures/indexed-heap.js";
import { createPartitionEffects, type PartitionEffects } from "./partition-effects.js";

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
 * Under an order with a name a key from earlier is an upper bound (see {@link RemovalKeys}), but for edges within L - 2 steps of one
 * that was removed since, which are looked at again at once. So the edge that comes out on top and proves fresh is the right one. A
 * comparison of the caller promises no such thing: all edges are compared every time.
 *
 * With all partitions ({t}, V \ {t}) and their t, in lexicographic order, this is (L-1)-WIS; {@link wis} then is far faster.
 *
 * @param adjacency directed or undirected
 * @param walkLength L - 1 >= 0
 * @param partitions M partitions; without any, all edges tie
 *
 * Complexity: O(R M l^2 + E M l (V + E)) for walks of length l and R evaluations of edges: about E times the edges within L - 2 steps
 *   of one, at most E^2, as for a comparison of the caller; memory O(M l V + E M) at most.
 * @throws InputError for a partition with an empty side or unknown vertices, an unknown order, and 2^53 walks or more
 */
export function gwis(
  adjacency: Adjacency,
  walkLength: number,
  partitions: readonly Partition[],
  options: GwisOptions = {},
): RemovalOrder {
  checkAdjacency(adjacency, "gwis");
  const { orderBy = "lexicographic", onProgress = () => {} } = options;
  const keys = typeof orderBy === "function" ? null : removalKeys(orderBy);
  const effects = createPartitionEffects(adjacency, walkLength, partitions);
  const guard = edgeGuard(adjacency, options);
  const { edgeCount } = adjacency;
  const remove =
    keys === null
      ? removeBestOfAll(edgeCount, effects, guard, orderBy as Exclude<TupleOrder, string>)
      : removeTop(edgeCount, effects, guard, keys);
  const order = new Uint32Array(edgeCount);
  let count = 0;
  for (let e = remove(); e >= 0; e = remove()) {
    guard.remove(e);
    order[count++] = e;
    onProgress(count);
  }
  return guard.finish("gwis", order, count);
}

/** Removes the edge that comes out on top of all that wait by their keys; -1 where none may go. */
function removeTop(
  edgeCount: number,
  effects: PartitionEffects,
  guard: EdgeGuard,
  { key, compare }: RemovalKeys,
): () => number {
  const after = new Float64Array(effects.indices.length);
  const keys = Array.from({ length: edgeCount }, (_, e) => keyOf(e));
  const knownAt = new Uint32Array(edgeCount);
  const places = new Int32Array(edgeCount).fill(-1);
  const waiting = new IndexedHeap(places, (a, b) => {
    const order = compare(keys[a], keys[b]);
    return order === 0 ? a < b : order < 0;
  });
  for (let e = 0; e < edgeCount; e++) waiting.add(e);
  let time = 0;

  return () => {
    while (waiting.items.length > 0) {
      const top = waiting.items[0];
      if (!guard.isFree(top)) waiting.remove(top);
      else if (knownAt[top] < time) lookAgain(top);
      else {
        waiting.remove(top);
        time++;
        const near = effects.near(top);
        effects.remove(top);
        for (const e of near) if (places[e] >= 0) lookAgain(e);
        return top;
      }
    }
    return -1;
  };

  function keyOf(e: number): SortedTupleKey {
    effects.without(e, after);
    return key(effects.indices, after);
  }

  function lookAgain(e: number): void {
    keys[e] = keyOf(e);
    knownAt[e] = time;
    waiting.update(e);
  }
}

/** Removes the first of the edges that leave the greatest tuple; -1 where none may go. */
function removeBestOfAll(
  edgeCount: number,
  effects: PartitionEffects,
  guard: EdgeGuard,
  compare: (first: Float64Array, second: Float64Array) => number,
): () => number {
  let alive = Array.from({ length: edgeCount }, (_, e) => e);
  let tuple = new Float64Array(effects.indices.length);
  let bestTuple = tuple.slice();
  return () => {
    alive = alive.filter(guard.isFree);
    let best = -1;
    for (const e of alive) {
      effects.without(e, tuple);
      if (best >= 0 && !(compare(tuple, bestTuple) > 0)) continue;
      best = e;
      [tuple, bestTuple] = [bestTuple, tuple];
    }
    if (best < 0) return -1;
    alive = alive.filter((e) => e !== best);
    effects.remove(best);
    return best;
  };
}
