import type { Adjacency } from "../../graph/adjacency.js";
import type { NeighborRows } from "../../graph/neighbor-rows.js";

/**
 * TEDDY's degree-based score: keeps edges between vertices of low degree whose neighbours have low degrees, too.
 *
 *   score(u, v) = T(u) T(v), T(u) = 1 / deg(u) * (mean over w in N(u) of deg(w)^(-1/2))
 *
 * Source: Seo, Yun, Yang, "TEDDY: trimming edges with degree-based discrimination strategy" (ICLR 2024), section 5.1; the choice of the
 * decreasing functions of degree is that of the authors' published experiments. Loops are left out of degrees and are never removed.
 *
 * @returns [E] scores, higher = keep
 *
 * Complexity: O(V + E).
 */
export function degreeScores(adjacency: Adjacency): Float64Array {
  const { edgeCount, sources, targets } = adjacency;
  const value = degreeValues(adjacency);
  const scores = new Float64Array(edgeCount);
  for (let e = 0; e < edgeCount; e++) scores[e] = value[sources[e]] * value[targets[e]];
  return scores;
}

/** [V] what each end gives to the score of an edge: T of {@link degreeScores}. O(V + E). */
export function degreeValues({
  vertexCount,
  offsets,
  neighbors,
}: Pick<NeighborRows, "vertexCount"> & Record<"offsets" | "neighbors", ArrayLike<number>>): Float64Array {
  const inverseRoot = new Float64Array(vertexCount);
  for (let u = 0; u < vertexCount; u++) inverseRoot[u] = 1 / Math.sqrt(offsets[u + 1] - offsets[u]);
  const value = new Float64Array(vertexCount);
  for (let u = 0; u < vertexCount; u++) {
    let sum = 0;
    for (let k = offsets[u]; k < offsets[u + 1]; k++) sum += inverseRoot[neighbors[k]];
    value[u] = sum / (offsets[u + 1] - offsets[u]) ** 2;
  }
  return value;
}
