import type { Adjacency } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";
import { type EdgeLimits, edgeGuard } from "../orders/edge-guard.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import { checkSimple } from "../orders/simple-graph.js";
import { compareSortedTuples, type SortedTupleKey } from "../orders/sorted-tuple-key.js";
import { IndexedHeap } from "../structures/indexed-heap.js";
import { createPendantGroups } from "../structures/pendant-groups.js";
import { createClosedWalkEffects } from "./closed-walk-effects.js";
import type { RemovalEffect } from "./walk-index-effects.js";

/** How (L-1)-WIS chooses, beside its walk length. */
export interface WisOptions extends EdgeLimits {
  /** which of the edges with equal tuples goes first: that of the "lowest" index (default) or of the "highest" */
  readonly ties?: "lowest" | "highest" | undefined;
  /** called every 64 edges with the number of edges ordered so far */
  readonly onProgress?: ((ordered: number) => void) | undefined;
}

/**
 * (L-1)-Walk Index Sparsification for any walk length, exact, one edge at a time: removes, again and again, the edge whose removal
 * leaves the largest tuple of walk indices WI_{L-1,t}({t}), sorted ascending and compared lexicographically.
 *
 * Source: thesis section 5.5.1, Algorithm 1. Ties: lowest edge index.
 *
 * Edges wait in a heap by an upper bound of what they compare by. First decides the level, the smallest walk index that the removal
 * leaves at an affected vertex; a level found once, at a vertex t, stays an upper bound as long as t is affected, since walk indices
 * only fall. So a removal makes the method look again only at edges that share a closed walk with it and whose t is affected no more.
 * Edges of the top level compare by full keys; a key stays an upper bound until an edge that shares a closed walk is removed.
 *
 * @param adjacency undirected, at most one edge between two vertices
 * @param walkLength L - 1 >= 1. {@link oneWis} and {@link twoWis} give the same orders for 1 and 2, faster
 *
 * Of pendant edges at one vertex, which could be exchanged for each other, only the first waits (see {@link createPendantGroups}).
 *
 * Complexity: O(R (L B + log E)) for R evaluations of edges with B edges in their balls of radius (L - 1) / 2; memory O(V + E) and
 *   the keys of the edges that tie on their level. 3-WIS of a graph of at most 2^14 vertices: O(R (d + log E)) for d neighbours of an
 *   edge's ends, and 2 V^2 bytes (`four-walk-effects.ts`).
 * @throws InputError for a directed graph, parallel edges, a walk length below 1, and walk indices of 2^53 or more
 *
 * @example
 * ```ts
 * import { buildAdjacency, wis } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * wis(graph, 3).edges[3]; // => 3
 * ```
 */
export function wis(adjacency: Adjacency, walkLength: number, options: WisOptions = {}): RemovalOrder {
  checkAdjacency(adjacency, "wis");
  checkSimple(adjacency, walkLength);
  const { ties = "lowest", onProgress = () => {} } = options;
  const { edgeCount, sources, targets } = adjacency;
  const effects = createClosedWalkEffects(adjacency, walkLength, () => onProgress(0));
  const guard = edgeGuard(adjacency, options);
  const isRemoved = new Uint8Array(edgeCount);
  const pendants = createPendantGroups(edgeCount, (e) => isRemoved[e] === 0 && guard.isFree(e), ties);
  for (let e = 0; e < edgeCount; e++) for (const t of [sources[e], targets[e]]) noteLeaf(t);

  const levels = new Float64Array(edgeCount);
  const witnesses = new Uint32Array(edgeCount);
  const known = new Map<number, { effect: RemovalEffect; key: SortedTupleKey }>();
  const places = new Int32Array(edgeCount).fill(-1);
  const waiting = new IndexedHeap(places, (a, b) => {
    if (levels[a] !== levels[b]) return levels[a] > levels[b];
    const [x, y] = [known.get(a), known.get(b)];
    // At the top level all must be known before one is taken.
    if (x === undefined || y === undefined) return x === y ? a < b : x === undefined;
    const order = compareSortedTuples(x.key, y.key);
    return order === 0 ? (ties === "lowest" ? a < b : a > b) : order < 0;
  });
  for (let e = 0; e < edgeCount; e++) {
    if (!guard.isFree(e) || pendants.isBehind(e)) continue;
    note(e, effects.effect(e), false);
    waiting.add(e);
    onProgress(0);
  }

  const order = new Uint32Array(edgeCount);
  let count = 0;
  let looks = 0;
  while (waiting.items.length > 0) {
    const best = waiting.items[0];
    if (!guard.isFree(best)) {
      waiting.remove(best);
      serveGroup(best);
      continue;
    }
    const top = known.get(best);
    if (top === undefined || !effects.isFresh(top.effect)) {
      lookAgain(best);
      continue;
    }
    waiting.remove(best);
    order[count++] = best;
    known.delete(best);
    isRemoved[best] = 1;
    guard.remove(best);
    effects.remove(best, known.keys(), (e) => {
      if (places[e] < 0) return;
      if (!effects.isAffected(witnesses[e], e)) lookAgain(e);
      else if (known.delete(e)) waiting.update(e);
    });
    for (const t of [sources[best], targets[best]]) noteLeaf(t);
    serveGroup(best);
    if (count % 64 === 0) onProgress(count);
  }
  return guard.finish("wis", order, count);

  /** Puts the edge of a vertex that has one left with the pendant edges of its other end. */
  function noteLeaf(t: number): void {
    if (effects.degree(t) !== 1) return;
    const e = effects.anyEdge(t);
    pendants.add(e, sources[e] === t ? targets[e] : sources[e]);
  }

  /** Lets the first of an edge's group wait. */
  function serveGroup(e: number): void {
    const first = pendants.first(e);
    if (first < 0 || places[first] >= 0) return;
    note(first, effects.effect(first), false);
    waiting.add(first);
  }

  /** Evaluates a waiting edge; its full key is kept where the level is what it waited at. */
  function lookAgain(e: number): void {
    // Where many edges tie, thousands are looked at before one goes.
    if (++looks % 256 === 0) onProgress(count);
    if (pendants.isBehind(e)) {
      known.delete(e);
      waiting.remove(e);
      serveGroup(e);
      return;
    }
    const effect = effects.effect(e, levels[e], witnesses[e]);
    note(e, effect, effect.level === levels[e]);
    waiting.update(e);
  }

  function note(e: number, effect: RemovalEffect, keep: boolean): void {
    levels[e] = effect.level;
    witnesses[e] = effect.witness;
    if (keep) known.set(e, { effect, key: effects.key(effect) });
    else known.delete(e);
  }
}
