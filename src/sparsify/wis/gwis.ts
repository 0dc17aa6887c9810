import type { Adjacency } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";
import type { Partition } from "../../walks/walk-index.js";
import { type EdgeGuard, type EdgeLimits, edgeGuard } from "../orders/edge-guard.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import type { SortedTupleKey } from "../orders/sorted-tuple-key.js";
import { type TupleKeys, type TupleOrder, tupleKeys } from "../orders/tuple-order.js";
import { IndexedHeap } from "../structures/indexed-heap.js";
import { createPendantGroups } from "../structures/pendant-groups.js";
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
 * Under an order with a name a key from earlier is an upper bound (see {@link TupleKeys}), but for edges within L - 2 steps of one
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
 *
 * @example
 * ```ts
 * import { buildAdjacency, gwis } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * // The edge that joins the triangles is what their interaction goes over: it stays longest.
 * gwis(graph, 1, [{ subset: [0, 1, 2] }]).edges[6]; // => 6
 * ```
 */
export function gwis(
  adjacency: Adjacency,
  walkLength: number,
  partitions: readonly Partition[],
  options: GwisOptions = {},
): RemovalOrder {
  checkAdjacency(adjacency, "gwis");
  const { orderBy = "lexicographic", onProgress = () => {} } = options;
  const keys = typeof orderBy === "function" ? null : tupleKeys(orderBy);
  const effects = createPartitionEffects(adjacency, walkLength, partitions);
  const guard = edgeGuard(adjacency, options);
  const { edgeCount } = adjacency;
  const remove =
    keys === null
      ? removeBestOfAll(edgeCount, effects, guard, orderBy as Exclude<TupleOrder, string>)
      : removeTop(adjacency, effects, guard, { ...keys, onProgress });
  const order = new Uint32Array(edgeCount);
  let count = 0;
  for (let e = remove(); e >= 0; e = remove()) {
    guard.remove(e);
    order[count++] = e;
    onProgress(count);
  }
  return guard.finish("gwis", order, count);
}

/**
 * Removes the edge that comes out on top of all that wait by their keys; -1 where none may go. Of pendant edges that are alike only the
 * first waits, see {@link createPendantGroups}.
 */
function removeTop(
  { vertexCount, edgeCount, sources, targets }: Adjacency,
  effects: PartitionEffects,
  guard: EdgeGuard,
  { key, compare, onProgress }: TupleKeys & { readonly onProgress: (ordered: number) => void },
): () => number {
  const after = new Float64Array(effects.indices.length);
  const keys = new Array<SortedTupleKey>(edgeCount);
  const knownAt = new Uint32Array(edgeCount);
  const isRemoved = new Uint8Array(edgeCount);
  const pendants = createPendantGroups(edgeCount, (e) => isRemoved[e] === 0 && guard.isFree(e), "lowest");
  const groups = new Map<string, number>();
  for (let t = 0; t < vertexCount; t++) noteLeaf(t);
  const places = new Int32Array(edgeCount).fill(-1);
  const waiting = new IndexedHeap(places, (a, b) => {
    const order = compare(keys[a], keys[b]);
    return order === 0 ? a < b : order < 0;
  });
  let time = 0;
  let looks = 0;
  for (let e = 0; e < edgeCount; e++) {
    onProgress(0);
    if (guard.isFree(e) && !pendants.isBehind(e)) wait(e);
  }

  return () => {
    while (waiting.items.length > 0) {
      const top = waiting.items[0];
      if (!guard.isFree(top)) {
        waiting.remove(top);
        serveGroup(top);
      } else if (knownAt[top] < time) lookAgain(top);
      else {
        waiting.remove(top);
        isRemoved[top] = 1;
        time++;
        const near: number[] = [];
        effects.forEachNear(top, (e) => {
          if (places[e] >= 0) near.push(e);
        });
        effects.remove(top);
        noteLeaf(sources[top]);
        noteLeaf(targets[top]);
        for (const e of near) if (places[e] >= 0) lookAgain(e);
        serveGroup(top);
        return top;
      }
    }
    return -1;
  };

  function noteLeaf(t: number): void {
    const pendant = effects.pendantAt(t);
    if (pendant === null) return;
    const group = groups.get(pendant.kind) ?? groups.size;
    groups.set(pendant.kind, group);
    pendants.add(pendant.edge, group);
  }

  /** Lets the first of an edge's group wait. */
  function serveGroup(e: number): void {
    const first = pendants.first(e);
    if (first >= 0 && places[first] < 0) wait(first);
  }

  function wait(e: number): void {
    evaluate(e);
    waiting.add(e);
  }

  function lookAgain(e: number): void {
    // In dense graphs all edges are near every one that goes.
    if (++looks % 256 === 0) onProgress(time);
    if (pendants.isBehind(e)) {
      waiting.remove(e);
      serveGroup(e);
      return;
    }
    evaluate(e);
    waiting.update(e);
  }

  function evaluate(e: number): void {
    effects.without(e, after);
    keys[e] = key(effects.indices, after);
    knownAt[e] = time;
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
