import { type Adjacency, degrees } from "../../graph/adjacency.js";
import { localRankScores } from "./local-rank-scores.js";

/**
 * Local Degree: keeps, at every vertex, the edges to its neighbours of highest degree, the hubs.
 *
 *   score(e) = max over ends u of 1 - ln(rank_u(v)) / ln(deg u), rank by deg v, descending; equal ones by vertex
 *
 * Source: Hamann, Lindner, Meyerhenke, Staudt, Wagner, "Structure-preserving sparsification methods for social networks" (2016),
 * section 3 ("Local Degree").
 *
 * The paper leaves neighbours of equal degree in any order. NetworKit's LocalDegreeScore takes them as its (unstable) sort leaves them, so
 * that its scores depend on the order of the input: 1 to 13 % of Cora's edges have another score there, all of them between those of
 * the first and the last rank of their ties, and none of the edges without ties at either end.
 *
 * @returns [E] scores in [0, 1], higher = keep
 *
 * Complexity: O(V + E).
 */
export function localDegreeScores(adjacency: Adjacency): Float64Array {
  const { offsets, neighbors, edges } = adjacency;
  const order = byDescendingDegree(adjacency);
  // A vertex of higher degree comes first, and takes the next rank at all its neighbours.
  return localRankScores(adjacency, (place) => {
    for (const v of order) for (let k = offsets[v]; k < offsets[v + 1]; k++) place(neighbors[k], edges[k]);
  });
}

/** All vertices, highest degree first, equal ones by index (counting sort). O(V). */
function byDescendingDegree(adjacency: Adjacency): Uint32Array {
  const degree = degrees(adjacency);
  const most = degree.reduce((a, b) => Math.max(a, b), 0);
  const starts = new Uint32Array(most + 2);
  for (const d of degree) starts[most - d + 1]++;
  for (let k = 0; k <= most; k++) starts[k + 1] += starts[k];
  const order = new Uint32Array(degree.length);
  for (let v = 0; v < degree.length; v++) order[starts[most - degree[v]]++] = v;
  return order;
}
