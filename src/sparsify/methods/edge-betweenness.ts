import type { Adjacency } from "../../graph/adjacency.js";
import type { MethodSettings } from "../orders/sparsifier.js";
import { sampledVertices } from "../structures/sampled-vertices.js";

/**
 * Edge betweenness: keeps the edges that most shortest paths go through.
 *
 *   score(e) = sum over pairs {s, t} of sigma_st(e) / sigma_st, sigma_st shortest paths between s and t, sigma_st(e) those through e
 *
 * Paths are counted in hops: weights say how strong an edge is, not how long. With `samples` > 0 the sum runs over the paths from so many sources drawn
 * evenly, scaled to all: an unbiased estimate with a standard error of at most V (V - 1) / (4 sqrt(samples)), as a source adds between 0 and V - 1.
 *
 * Source: Girvan, Newman, "Community structure in social and biological networks" (PNAS 2002); algorithm: Brandes, "On variants of
 * shortest-path betweenness centrality and their generic computation" (2008), algorithm 8; samples: Brandes, Pich, "Centrality
 * estimation in large networks" (2007).
 *
 * @returns [E] scores >= 0, higher = keep
 *
 * Complexity: O(V E) time, O(samples E) with samples; O(V + E) memory.
 */
export function edgeBetweennessScores(
  { vertexCount, edgeCount, offsets, neighbors, edges }: Adjacency,
  { samples, seed, onProgress }: MethodSettings & { readonly samples: number },
): Float64Array {
  const roots = sampledVertices(vertexCount, { samples, seed, stream: "edge-betweenness" });
  const scores = new Float64Array(edgeCount);
  const distance = new Int32Array(vertexCount);
  const paths = new Float64Array(vertexCount);
  const dependency = new Float64Array(vertexCount);
  const queue = new Uint32Array(vertexCount);
  for (const root of roots) {
    distance.fill(-1);
    distance[root] = 0;
    paths[root] = 1;
    dependency[root] = 0;
    queue[0] = root;
    let size = 1;
    for (let k = 0; k < size; k++) {
      const u = queue[k];
      for (let entry = offsets[u]; entry < offsets[u + 1]; entry++) {
        const w = neighbors[entry];
        if (distance[w] < 0) {
          distance[w] = distance[u] + 1;
          paths[w] = 0;
          dependency[w] = 0;
          queue[size++] = w;
        }
        if (distance[w] === distance[u] + 1) paths[w] += paths[u];
      }
    }
    // Farthest first: a vertex passes on what depends on it, in proportion to the paths that come from each predecessor.
    for (let k = size - 1; k > 0; k--) {
      const w = queue[k];
      for (let entry = offsets[w]; entry < offsets[w + 1]; entry++) {
        const u = neighbors[entry];
        if (distance[u] !== distance[w] - 1) continue;
        const share = (paths[u] / paths[w]) * (1 + dependency[w]);
        dependency[u] += share;
        scores[edges[entry]] += share;
      }
    }
    onProgress(0);
  }
  // Every pair is met from both of its ends.
  const scale = vertexCount / roots.length / 2;
  return scores.map((score) => score * scale);
}
