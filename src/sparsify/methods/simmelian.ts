import type { Adjacency } from "../../graph/adjacency.js";
import { edgeTriangleCounts } from "../../walks/edge-triangle-counts.js";
import { orderByScore } from "../orders/order-by-score.js";
import type { ProgressSettings } from "../orders/sparsifier.js";

/**
 * Simmelian backbone, without a parameter: keeps edges whose ends agree on who their strongest neighbours are.
 *
 *   score(u, v) = max over k of |A_k ∩ B_k| / |A_k ∪ B_k|
 *
 * A_k are the neighbours of u but v whose edges to u stand at rank k or better by their number of triangles, descending; B_k those of v
 * but u. Equal triangles share the better rank, so that a prefix holds all of them or none.
 *
 * Source: Nick, Lee, Cunningham, Brandes, "Simmelian backbones: amplifying hidden homophily in Facebook networks" (ASONAM 2013),
 * section III (redundancy as the best prefix Jaccard coefficient).
 *
 * @returns [E] scores in [0, 1], higher = keep
 *
 * Prefixes are read until they hold all common neighbours, or no longer one could be better; where all edges of both ends are in equally
 * many triangles, there is one prefix, and its coefficient follows from the counts.
 *
 * Complexity: O(E^1.5 + sum of squared degrees) time, O(V + E) memory; edges in no triangle take O(1).
 */
export function simmelianScores(
  adjacency: Adjacency,
  { onProgress = () => undefined }: ProgressSettings = {},
): Float64Array {
  const { vertexCount, edgeCount, sources, targets, offsets } = adjacency;
  const triangles = edgeTriangleCounts(adjacency, () => onProgress(0));
  const { neighbors, ranks } = rankedNeighbors(adjacency, triangles);
  const scores = new Float64Array(edgeCount);
  // seenBy[w] tells whose prefix has w in it: 2e + 1 u's and 2e + 2 v's, for the current edge e.
  const seenBy = new Float64Array(vertexCount);
  for (let e = 0; e < edgeCount; e++) {
    if (e % 1024 === 0) onProgress(0);
    const total = triangles[e];
    if (total === 0) continue;
    const u = sources[e];
    const v = targets[e];
    if (ranks[offsets[u + 1] - 1] === 0 && ranks[offsets[v + 1] - 1] === 0) {
      scores[e] = total / (offsets[u + 1] - offsets[u] + offsets[v + 1] - offsets[v] - 2 - total);
      continue;
    }
    const endOfU = offsets[u + 1];
    const endOfV = offsets[v + 1];
    let i = offsets[u];
    let j = offsets[v];
    let union = 0;
    let common = 0;
    let best = 0;
    while (i < endOfU || j < endOfV) {
      const rank = Math.min(i < endOfU ? ranks[i] : edgeCount, j < endOfV ? ranks[j] : edgeCount);
      for (; i < endOfU && ranks[i] === rank; i++) {
        const w = neighbors[i];
        if (w === v) continue;
        if (seenBy[w] === 2 * e + 2) common++;
        else {
          seenBy[w] = 2 * e + 1;
          union++;
        }
      }
      for (; j < endOfV && ranks[j] === rank; j++) {
        const w = neighbors[j];
        if (w === u) continue;
        if (seenBy[w] === 2 * e + 1) common++;
        else {
          seenBy[w] = 2 * e + 2;
          union++;
        }
      }
      if (common > best * union) best = common / union;
      // The union only grows.
      if (common === total || total <= best * union) break;
    }
    scores[e] = best;
  }
  return scores;
}

/** Rows like the graph's, by descending triangles of the edge, and the rank of every entry: the entries of its row that have more. */
function rankedNeighbors(
  adjacency: Adjacency,
  triangles: Float64Array,
): { neighbors: Uint32Array; ranks: Uint32Array } {
  const { offsets, sources, targets, vertexCount } = adjacency;
  const cursor = offsets.slice(0, vertexCount);
  const neighbors = new Uint32Array(adjacency.neighbors.length);
  const ranks = new Uint32Array(neighbors.length);
  const last = new Float64Array(vertexCount).fill(-1);
  const put = (u: number, v: number, count: number) => {
    const k = cursor[u]++;
    neighbors[k] = v;
    ranks[k] = count === last[u] ? ranks[k - 1] : k - offsets[u];
    last[u] = count;
  };
  for (const e of orderByScore(triangles.map((count) => -count))) {
    put(sources[e], targets[e], triangles[e]);
    put(targets[e], sources[e], triangles[e]);
  }
  return { neighbors, ranks };
}
