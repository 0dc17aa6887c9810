import type { Adjacency } from "../../graph/adjacency.js";

/**
 * Scores edges by how high they stand at either end: the local filter of L-Spar and Local Degree.
 *
 *   score(e) = max over ends u of e of 1 - ln(rank_u(e)) / ln(deg u), and 1 where deg u = 1
 *
 * An edge of score s is among the top deg(u)^(1 - s) edges of an end u, so that a threshold on the score keeps, at every vertex, its top
 * deg(u)^alpha edges: at least one.
 *
 * Source: Satuluri, Parthasarathy, Ruan, "Local graph sparsification for scalable clustering" (SIGMOD 2011), section 3.1; in this form,
 * Hamann, Lindner, Meyerhenke, Staudt, Wagner, "Structure-preserving sparsification methods for social networks" (2016), section 3.
 *
 * @param rank calls `place(u, e)` for both ends of every edge, for each end u from its first edge to its last
 * @returns [E] scores in [0, 1]
 *
 * Complexity: O(V + E) beside `rank`.
 */
export function localRankScores(
  { vertexCount, edgeCount, offsets }: Adjacency,
  rank: (place: (u: number, e: number) => void) => void,
): Float64Array {
  const scores = new Float64Array(edgeCount);
  const placed = new Uint32Array(vertexCount);
  let most = 1;
  for (let u = 0; u < vertexCount; u++) most = Math.max(most, offsets[u + 1] - offsets[u]);
  const logarithms = new Float64Array(most + 1);
  for (let n = 1; n <= most; n++) logarithms[n] = Math.log(n);
  rank((u, e) => {
    const degree = offsets[u + 1] - offsets[u];
    const score = degree === 1 ? 1 : 1 - logarithms[++placed[u]] / logarithms[degree];
    if (score > scores[e]) scores[e] = score;
  });
  return scores;
}
