import type { Adjacency } from "../graph/adjacency.js";
import { jaccardScores } from "./jaccard.js";
import { localRankScores } from "./local-rank-scores.js";
import { orderByScore } from "./order-by-score.js";

/**
 * Local Similarity, L-Spar: keeps, at every vertex, the edges to its neighbours of most similar neighbourhood.
 *
 *   score(e) = max over ends u of 1 - ln(rank_u(e)) / ln(deg u), rank by Jaccard similarity, descending; equal ones by edge
 *
 * Source: Satuluri, Parthasarathy, Ruan, "Local graph sparsification for scalable clustering" (SIGMOD 2011), section 3.1, algorithm 2.
 *
 * @returns [E] scores in [0, 1], higher = keep
 *
 * Complexity: O(E^1.5) time, O(V + E) memory.
 */
export function localSimilarityScores(adjacency: Adjacency): Float64Array {
  const { sources, targets } = adjacency;
  const similarity = jaccardScores(adjacency);
  const descending = orderByScore(similarity.map((score) => -score));
  return localRankScores(adjacency, (place) => {
    for (const e of descending) {
      place(sources[e], e);
      place(targets[e], e);
    }
  });
}
