import type { Adjacency } from "../../graph/adjacency.js";
import type { MethodSettings } from "../orders/sparsifier.js";
import { sampledVertices } from "../structures/sampled-vertices.js";
import { createShortestPathSearch } from "../structures/shortest-path-search.js";

/**
 * High-salience skeleton: keeps the edges that are in the shortest-path trees of most vertices.
 *
 *   score(e) = share of the roots r whose shortest-path tree T(r) has e; lengths are 1 / weight
 *
 * Where a vertex has several shortest paths from a root, the tree takes the one whose last edge comes from the vertex of lowest index. With `samples` > 0
 * so many roots are drawn evenly: the standard error of a score is at most 1 / (2 sqrt(samples)).
 *
 * Source: Grady, Thiemann, Brockmann, "Robust classification of salient links in complex networks" (Nature Communications 2012), equations 1 and 2.
 *
 * @param adjacency with positive weights, higher = closer
 * @returns [E] scores in [0, 1], higher = keep
 *
 * Complexity: O(V (V + E) log V) time, samples in place of the first V; O(V + E) memory.
 */
export function highSalienceScores(
  adjacency: Adjacency,
  { samples, seed, onProgress }: MethodSettings & { readonly samples: number },
): Float64Array {
  const { vertexCount, edgeCount, weights } = adjacency;
  const search = createShortestPathSearch(
    adjacency,
    (weights as Float64Array).map((weight) => 1 / weight),
  );
  const roots = sampledVertices(vertexCount, { samples, seed, stream: "high-salience" });
  const scores = new Float64Array(edgeCount);
  for (const root of roots) {
    const reached = search.from(root);
    for (const u of reached) if (u !== root) scores[search.lastEdge[u]]++;
    onProgress(0);
  }
  return scores.map((count) => count / roots.length);
}
