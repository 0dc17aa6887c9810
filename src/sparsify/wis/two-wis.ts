import type { Adjacency } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import { EdgeBuckets } from "../structures/edge-buckets.js";
import { IndexedHeap } from "../structures/indexed-heap.js";
import { createRemovalEffects } from "./removal-effects.js";
import { createRemovalKeys } from "./removal-keys.js";
import { createStarGroups } from "./star-groups.js";

/** Common neighbours that are looked at from one call of `onProgress` to the next, at most. */
const LOOKED_A_STEP = 2 ** 18;

/**
 * 2-Walk Index Sparsification, exact, one edge at a time: removes, again and again, the edge whose removal leaves the largest
 * tuple of walk indices WI_{2,t}({t}), sorted ascending and compared lexicographically.
 *
 * Source: thesis section 5.5.1, Algorithm 1 with L = 3. The thesis's experiments remove 100 edges for each scoring (appendix
 * D.6.2.2); this removes one. Ties: lowest edge index.
 *
 * Edges wait in buckets by an upper bound of their level (see {@link createRemovalEffects}); the edges of the highest level wait
 * in a heap by the first codes of their keys (see {@link createRemovalKeys}), and by all of them where these tie on top. Removing
 * an edge makes all other keys worse or leaves them, except those of the other two edges of each of its triangles, which are
 * looked at again at once. So what waits is an upper bound, and an edge that comes out on top and proves fresh is the one that
 * Algorithm 1 removes.
 *
 * @param adjacency undirected
 * @param onProgress called every 1,024 edges, and now and then between them, with the number of edges ordered so far
 *
 * Complexity: O(E^1.5) to list the triangles, then O((E + T + R) c) with R re-evaluations of edges with c common neighbours;
 *   R is 5 to 40 E on real graphs. Memory O(V + E + T): 36 bytes a triangle.
 * @throws InputError where a walk index is 2^31 - 1 or more, and where the triangles do not fit in memory
 *
 * @example
 * ```ts
 * import { buildAdjacency, twoWis } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * twoWis(graph).edges; // => Uint32Array.of(1, 2, 0, 3)
 * ```
 */
export function twoWis(adjacency: Adjacency, onProgress: (ordered: number) => void = () => {}): RemovalOrder {
  checkAdjacency(adjacency, "twoWis");
  const { edgeCount } = adjacency;
  const effects = createRemovalEffects(adjacency, () => onProgress(0));
  const { walkIndex, commonCounts } = effects;
  const keys = createRemovalKeys(adjacency, effects);
  const stars = createStarGroups(adjacency, walkIndex);
  const order = new Uint32Array(edgeCount);

  const levels = new Int32Array(edgeCount);
  for (let e = 0; e < edgeCount; e++) {
    levels[e] = effects.level(e, 0);
    if (commonCounts[e] === 0) stars.add(e);
  }
  const buckets = new EdgeBuckets(levels);
  const isWaiting = new Uint8Array(edgeCount).fill(1);
  for (let e = 0; e < edgeCount; e++) if (isBehindItsStar(e)) buckets.take(e);
  // A level's heap is kept while higher levels, which only triangle partners can reach, are served before it.
  const heaps = new Map<number, IndexedHeap>();
  const places = new Int32Array(edgeCount).fill(-1);
  let codesKept = 1 << 20;
  let removedCount = 0;
  /** common neighbours looked at since the last progress */
  let looked = 0;

  while (removedCount < edgeCount) {
    while (buckets.peek(buckets.top) < 0 && !heaps.has(buckets.top)) buckets.top--;
    const { top } = buckets;
    const heap = heaps.get(top) ?? new IndexedHeap(places, keys.isBefore);
    heaps.set(top, heap);
    for (let e = buckets.peek(top); e >= 0; e = buckets.peek(top)) {
      buckets.take(e);
      if (isBehindItsStar(e)) continue;
      const level = evaluate(e, top);
      if (level < top) buckets.put(e, level);
      else heap.add(e);
    }
    if (heap.items.length === 0) {
      heaps.delete(top);
      continue;
    }
    const best = heap.items[0];
    if (!keys.isFresh(best)) {
      if (isBehindItsStar(best)) heap.remove(best);
      else evaluateAgain(best);
      continue;
    }
    const { length } = heap.items;
    if (
      (length > 1 && keys.isOpen(best, heap.items[1])) ||
      (length > 2 && keys.isOpen(best, heap.items[2]))
    ) {
      keys.complete(best);
      heap.update(best);
      continue;
    }
    heap.remove(best);
    order[removedCount++] = best;
    if (removedCount % 1024 === 0) onProgress(removedCount);
    effects.remove(best, (partner, lost) => {
      if (places[partner] >= 0) evaluateAgain(partner);
      else if (lost <= levels[partner]) {
        buckets.take(partner);
        buckets.put(partner, effects.level(partner, top));
      }
      if (commonCounts[partner] > 0) return;
      stars.add(partner);
      serveStar(partner);
    });
    if (commonCounts[best] === 0) {
      stars.remove(best);
      serveStar(best);
    }
    if (keys.storedCodes() > codesKept) forgetOldKeys();
  }
  return { method: "2-wis", edges: order };

  /** Whether another edge of e's star comes before e, which then waits no more; the other one does. */
  function isBehindItsStar(e: number): boolean {
    if (commonCounts[e] > 0 || stars.first(e) === e) return false;
    isWaiting[e] = 0;
    serveStar(e);
    return true;
  }

  /** Lets the first edge of e's star wait. */
  function serveStar(e: number): void {
    const first = stars.first(e);
    if (first < 0 || isWaiting[first] === 1) return;
    isWaiting[first] = 1;
    buckets.put(first, effects.level(first, 0));
  }

  /** In dense graphs an edge is evaluated thousands of times before one goes: progress is told by what was looked at, too. */
  function evaluate(e: number, limit: number): number {
    looked += commonCounts[e];
    if (looked > LOOKED_A_STEP) {
      looked = 0;
      onProgress(removedCount);
    }
    return keys.evaluate(e, limit);
  }

  /** Moves an edge that waits in a heap to where it belongs now. */
  function evaluateAgain(e: number): void {
    const heap = heaps.get(levels[e]) as IndexedHeap;
    const level = evaluate(e, levels[e]);
    if (level === levels[e]) {
      heap.update(e);
    } else {
      heap.remove(e);
      buckets.put(e, level);
    }
  }

  function forgetOldKeys(): void {
    keys.retain([...heaps.values()].flatMap((heap) => heap.items));
    codesKept = Math.max(1 << 20, 2 * keys.storedCodes());
  }
}
