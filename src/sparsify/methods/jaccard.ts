import type { Adjacency } from "../../graph/adjacency.js";
import { edgeTriangleCounts } from "../../walks/edge-triangle-counts.js";
import type { ProgressSettings } from "../orders/sparsifier.js";

/**
 * Jaccard similarity of the neighbourhoods of an edge's ends; filtered globally, this is G-Spar.
 *
 *   score(u, v) = |N(u) ∩ N(v)| / |N(u) ∪ N(v)| = t / (deg u + deg v - t), t the edge's triangles
 *
 * Source: Satuluri, Parthasarathy, Ruan, "Local graph sparsification for scalable clustering" (SIGMOD 2011), section 3, equation 1.
 *
 * @returns [E] scores in [0, 1], higher = keep
 *
 * Complexity: O(E^1.5) time, O(V + E) memory. Exact, where the paper estimates by minwise hashing.
 */
export function jaccardScores(adjacency: Adjacency, settings?: ProgressSettings): Float64Array {
  const { offsets, sources, targets } = adjacency;
  const degree = (u: number) => offsets[u + 1] - offsets[u];
  const scores = edgeTriangleCounts(adjacency, () => settings?.onProgress?.(0));
  for (let e = 0; e < scores.length; e++) scores[e] /= degree(sources[e]) + degree(targets[e]) - scores[e];
  return scores;
}
