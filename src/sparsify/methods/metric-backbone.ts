import type { Adjacency } from "../../graph/adjacency.js";
import { orderByScore } from "../orders/order-by-score.js";
import type { MethodSettings } from "../orders/sparsifier.js";
import { createDisjointSets } from "../structures/disjoint-sets.js";
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
  const lengths = new Float64Array(edgeCount);
  for (let e = 0; e < edgeCount; e++) lengths[e] = 1 / (rest.weights as Float64Array)[e];
  // Kruskal's components as a forest of depth O(log V): [2u] below which root u was hung, [2u + 1] as the how many-th. Shorter edges come first, so that these
  // numbers rise towards the root.
  const hung = new Uint32Array(2 * vertexCount);
  for (let u = 0; u < vertexCount; u++) {
    hung[2 * u] = u;
    hung[2 * u + 1] = vertexCount;
  }
  const joining = new Float64Array(vertexCount);
  const sets = createDisjointSets(vertexCount);
  const ascending = orderByScore(lengths);
  let joined = 0;
  for (let k = 0; k < edgeCount; k++) {
    const e = ascending[k];
    const [a, b] = [sets.find(sources[e]), sets.find(targets[e])];
    if (!sets.unite(a, b)) continue;
    const root = sets.find(a);
    const other = root === a ? b : a;
    hung[2 * other] = root;
    hung[2 * other + 1] = joined;
    joining[joined++] = lengths[e];
  }
  const scores = new Float64Array(edgeCount);
  for (let e = 0; e < edgeCount; e++) {
    let u = sources[e];
    let v = targets[e];
    let bottleneck = 0;
    // The one that was hung first has its edge on the way, whichever end it is at.
    while (u !== v) {
      if (hung[2 * u + 1] > hung[2 * v + 1]) [u, v] = [v, u];
      bottleneck = hung[2 * u + 1];
      u = hung[2 * u];
    }
    scores[e] = joining[bottleneck] / lengths[e];
  }
  return scores;
}
