import { type Adjacency, degrees } from "../../graph/adjacency.js";
import type { ProgressSettings } from "../orders/sparsifier.js";
import { createPairSorter } from "../structures/descending-pairs.js";
import { jaccardScores } from "./jaccard.js";
import { localRankScores } from "./local-rank-scores.js";

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
export function localSimilarityScores(adjacency: Adjacency, settings?: ProgressSettings): Float64Array {
  const { vertexCount, offsets, edges } = adjacency;
  const similarity = jaccardScores(adjacency, settings);
  const most = degrees(adjacency).reduce((a, b) => Math.max(a, b), 0);
  const [values, ids] = [new Float64Array(most), new Uint32Array(most)];
  const sort = createPairSorter(most);
  return localRankScores(adjacency, (place) => {
    for (let u = 0; u < vertexCount; u++) {
      const start = offsets[u];
      const count = offsets[u + 1] - start;
      for (let k = 0; k < count; k++) {
        ids[k] = edges[start + k];
        values[k] = similarity[ids[k]];
      }
      sort(values, ids, count);
      for (let k = 0; k < count; k++) place(u, ids[k]);
    }
  });
}
