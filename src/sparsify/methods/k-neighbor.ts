import type { Adjacency } from "../../graph/adjacency.js";
import { createRandom } from "../../random.js";
import { orderByScore } from "../orders/order-by-score.js";
import type { MethodSettings } from "../orders/sparsifier.js";

/**
 * k-Neighbor: every vertex keeps k of its edges, drawn without replacement with probabilities proportional to their weights.
 *
 *   score(e) = - min over ends u of the place of e in u's draws, and between equal places a uniform draw
 *
 * Removing all edges of a score below -k leaves the union of every vertex's k draws: each removal count lies between two values of k.
 * Draws without replacement are made at once by exponential clocks of rates w_e (Efraimidis, Spirakis 2006): first to ring, first drawn.
 *
 * Source: Sadhanala, Wang, Tibshirani, "Graph sparsification approaches for Laplacian smoothing" (AISTATS 2016), section 3 (kN).
 *
 * @param adjacency weights, where it has any, are positive
 * @returns [E] scores, higher = keep
 *
 * Complexity: O(V + E).
 */
export function kNeighborScores(
  { vertexCount, edgeCount, ...rows }: Adjacency,
  { seed }: Pick<MethodSettings, "seed">,
): Float64Array {
  const { offsets, edges, weights } = rows;
  const random = createRandom(seed, "k-neighbor");
  const rings = new Float64Array(edges.length);
  for (let k = 0; k < edges.length; k++)
    rings[k] = -Math.log1p(-random.uniform()) / (weights === null ? 1 : weights[edges[k]]);
  const rowOf = new Uint32Array(edges.length);
  for (let u = 0; u < vertexCount; u++) rowOf.fill(u, offsets[u], offsets[u + 1]);
  const drawn = new Uint32Array(vertexCount);
  const place = new Uint32Array(edgeCount).fill(0xffffffff);
  for (const k of orderByScore(rings)) place[edges[k]] = Math.min(place[edges[k]], ++drawn[rowOf[k]]);
  return Float64Array.from(place, (k) => random.uniform() - k);
}
