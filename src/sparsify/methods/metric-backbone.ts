import type { Adjacency } from "../../graph/adjacency.js";
import type { MethodSettings } from "../orders/sparsifier.js";
import { createShortestPathSearch } from "../structures/shortest-path-search.js";

/**
 * Metric backbone: removes first the edges whose direct way is longest against the shortest way around.
 *
 *   score(u, v) = D(u, v) / d(u, v), d = 1 / weight, D the length of a shortest path
 *
 * Edges of score 1 are metric: no way around is shorter. They are the backbone; removing all others changes no distance.
 *
 * Source: Simas, Correia, Rocha, "The distance backbone of complex networks" (2021), sections 2 and 3, the score being the inverse of their semi-metric
 * distortion; they turn proximities p in (0, 1] into lengths by 1 / p - 1, weights of any scale are turned by 1 / w here.
 *
 * @param adjacency with positive weights, higher = closer
 * @returns [E] scores in (0, 1], higher = keep
 *
 * Complexity: for every vertex a search until its neighbours are reached, O(V (V + E) log V) at most; O(V + E) memory.
 */
export function metricBackboneScores(
  adjacency: Adjacency,
  { onProgress }: Pick<MethodSettings, "onProgress">,
): Float64Array {
  const { vertexCount, offsets, neighbors, edges, weights } = adjacency;
  const lengths = (weights as Float64Array).map((weight) => 1 / weight);
  const search = createShortestPathSearch(adjacency, lengths);
  const scores = new Float64Array(lengths.length).fill(1);
  for (let u = 0; u < vertexCount; u++) {
    // Every edge is looked at from its lower end.
    const higher = neighbors.subarray(offsets[u], offsets[u + 1]).filter((v) => v > u);
    if (higher.length === 0) continue;
    let longest = 0;
    for (let entry = offsets[u]; entry < offsets[u + 1]; entry++)
      if (neighbors[entry] > u) longest = Math.max(longest, lengths[edges[entry]]);
    search.from(u, longest, higher);
    for (let entry = offsets[u]; entry < offsets[u + 1]; entry++) {
      const v = neighbors[entry];
      if (v > u) scores[edges[entry]] = search.distance[v] / lengths[edges[entry]];
    }
    onProgress(0);
  }
  return scores;
}

/**
 * Ultrametric backbone: removes first the edges that are longest against the bottleneck of the best way around.
 *
 *   score(u, v) = B(u, v) / d(u, v), d = 1 / weight, B the least length of the longest edge on a path from u to v
 *
 * Edges of score 1 lie on a minimum spanning forest of the lengths; without ties they are that forest.
 *
 * Source: Simas, Correia, Rocha, "The distance backbone of complex networks" (2021), section 3: the closure by (min, max).
 *
 * @param adjacency with positive weights, higher = closer
 * @returns [E] scores in (0, 1], higher = keep
 *
 * Complexity: O(E log V).
 */
export function ultrametricBackboneScores({
  vertexCount,
  edgeCount,
  sources,
  targets,
  ...rest
}: Adjacency): Float64Array {
  const lengths = (rest.weights as Float64Array).map((weight) => 1 / weight);
  const ascending = Uint32Array.from({ length: edgeCount }, (_, e) => e).sort(
    (a, b) => lengths[a] - lengths[b] || a - b,
  );
  // Kruskal's components as a forest of depth O(log V): which root was hung below which, and by an edge of which length.
  const parent = Int32Array.from({ length: vertexCount }, (_, u) => u);
  const size = new Uint32Array(vertexCount).fill(1);
  const hung = new Float64Array(vertexCount).fill(Number.POSITIVE_INFINITY);
  const rootOf = (u: number) => {
    let k = u;
    while (parent[k] !== k) k = parent[k];
    return k;
  };
  for (const e of ascending) {
    let [large, small] = [rootOf(sources[e]), rootOf(targets[e])];
    if (large === small) continue;
    if (size[large] < size[small]) [large, small] = [small, large];
    parent[small] = large;
    size[large] += size[small];
    hung[small] = lengths[e];
  }
  return lengths.map((length, e) => {
    let [u, v] = [sources[e], targets[e]];
    let bottleneck = 0;
    // Lengths rise towards the root: the lower one's edge is on the way, whichever end it is at.
    while (u !== v) {
      if (hung[u] > hung[v]) [u, v] = [v, u];
      bottleneck = hung[u];
      u = parent[u];
    }
    return bottleneck / length;
  });
}
