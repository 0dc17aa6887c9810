import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";
import { edgeGuard } from "../orders/edge-guard.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import { checkWisLength, parallelEdges } from "../orders/simple-graph.js";
import { compareSortedTuples, type SortedTupleKey } from "../orders/sorted-tuple-key.js";
import { createClosedWalkEffects } from "./closed-walk-effects.js";
import { createRelationalWalkEffects } from "./relational-walk-effects.js";
import type { WisOptions } from "./wis.js";

/** What the removal of each edge would do: to compare by, to be asked whether it is still so, and to be done. */
interface Effects<Effect> {
  effect(edge: number): Effect;
  key(effect: Effect): SortedTupleKey;
  isFresh(effect: Effect): boolean;
  remove(edge: number): void;
}

/**
 * (L-1)-Walk Index Sparsification in batches: scores all edges, removes the best `batch` of them, best first, and scores again.
 *
 * Source: thesis appendix D.6.2.2, where 2-WIS removes 100 edges a round, an approximation of Algorithm 1. A batch of 1 is
 * {@link wis}, or {@link relationalWis} for directed graphs and those with parallel edges: of these, all that go without loss as long
 * as the others stay may go in one batch.
 *
 * @param adjacency directed or undirected
 * @param walkLength L - 1 >= 1
 * @param batch edges for each scoring, >= 1
 *
 * Complexity: O(E^2 / batch) comparisons of keys, times log E, and the evaluation of the edges that a round has changed; memory for
 *   the keys of all edges.
 * @throws InputError for a walk length below 1, walk indices of 2^53 or more, and a batch that is no integer >= 1
 *
 * @example
 * ```ts
 * import { batchedWis, buildAdjacency } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * batchedWis(graph, 1, 2).edges.length; // => 4
 * ```
 */
export function batchedWis(
  adjacency: Adjacency,
  walkLength: number,
  batch: number,
  options: WisOptions = {},
): RemovalOrder {
  checkAdjacency(adjacency, "batchedWis");
  checkWisLength(walkLength);
  if (!(Number.isSafeInteger(batch) && batch >= 1))
    throw new InputError(`batch: expected an integer >= 1, got ${batch}`);
  if (!adjacency.directed && parallelEdges(adjacency) === null) {
    const effects = createClosedWalkEffects(adjacency, walkLength, () => options.onProgress?.(0));
    return inBatches(
      adjacency,
      { ...effects, remove: (e) => effects.remove(e, [], () => {}) },
      batch,
      options,
    );
  }
  const effects = createRelationalWalkEffects(adjacency, walkLength);
  const remove = (e: number) => effects.remove(e, () => {});
  return inBatches(adjacency, { ...effects, key: ({ key }) => key, remove }, batch, options);
}

function inBatches<Effect>(
  adjacency: Adjacency,
  effects: Effects<Effect>,
  batch: number,
  options: WisOptions,
): RemovalOrder {
  const { ties = "lowest", onProgress = () => {} } = options;
  const guard = edgeGuard(adjacency, options);
  const order = new Uint32Array(adjacency.edgeCount);
  const known = new Map<number, { effect: Effect; key: SortedTupleKey }>();
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
      effects.remove(e);
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
