import type { Adjacency } from "../../graph/adjacency.js";
import { orderByScore } from "../orders/order-by-score.js";
import type { MethodSettings } from "../orders/sparsifier.js";
import { createDisjointSets } from "../structures/disjoint-sets.js";
import { randomOrder } from "./random.js";

/**
 * Maximum spanning forest: keeps the spanning forest of highest weight longest, and of the other edges the heaviest.
 *
 * @param adjacency with weights
 * @returns [E] edge indices, first removed first
 *
 * Complexity and source: those of {@link spanningForestOrder}.
 */
export function maximumSpanningForest(adjacency: Adjacency): Uint32Array {
  return spanningForestOrder(adjacency, orderByScore(adjacency.weights as Float64Array));
}

/**
 * Spanning forest: keeps a random spanning forest longest (not uniform among all forests), and other edges at random.
 *
 * @returns [E] edge indices, first removed first
 *
 * Complexity and source: those of {@link spanningForestOrder}.
 */
export function randomSpanningForest(
  adjacency: Adjacency,
  settings: Pick<MethodSettings, "seed">,
): Uint32Array {
  return spanningForestOrder(adjacency, randomOrder(adjacency, settings));
}

/**
 * The order that keeps a spanning forest longest: first the edges outside it, then its own, each from the lowest priority up.
 *
 * The forest is the one of highest total priority (Kruskal). What is left of it at any level is the heaviest forest of so many edges, as
 * forests are a matroid; while at least V - C edges are left, every component stays connected.
 *
 * Source: Kruskal, "On the shortest spanning subtree of a graph and the traveling salesman problem" (1956).
 *
 * @param ascending [E] all edges from the lowest priority to the highest: by weight for the maximum-weight forest, a random permutation
 *   for a random one
 * @returns [E] edge indices, first removed first
 *
 * Complexity: O(V + E) times the inverse Ackermann function.
 */
function spanningForestOrder(
  { vertexCount, edgeCount, sources, targets }: Adjacency,
  ascending: Uint32Array,
): Uint32Array {
  const sets = createDisjointSets(vertexCount);
  const isInForest = new Uint8Array(edgeCount);
  let size = 0;
  for (let k = edgeCount - 1; k >= 0; k--) {
    const e = ascending[k];
    if (!sets.unite(sources[e], targets[e])) continue;
    isInForest[e] = 1;
    size++;
  }
  const order = new Uint32Array(edgeCount);
  let outside = 0;
  let inside = edgeCount - size;
  for (const e of ascending) order[isInForest[e] === 1 ? inside++ : outside++] = e;
  return order;
}
