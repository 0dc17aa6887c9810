import { UndirectedGraph } from "graphology";
import louvainModule from "graphology-communities-louvain";
import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { createRandom } from "../random.js";
import { undirectedRows } from "../walks/undirected-rows.js";
import { crossedGroups, membershipPartitions } from "./membership-partitions.js";
import type { NamedPartition } from "./read-partitions.js";

// A CommonJS module's default export is the function itself; its types say otherwise.
const louvain = louvainModule as unknown as typeof louvainModule.default;

/**
 * The partitions of every community against all other vertices: what GWIS keeps with them is how strongly a network can model the
 * interaction between densely connected parts and the rest. Edges within a community, far from its boundary, go first.
 *
 * Communities by the Louvain method (Blondel et al. 2008), which raises the modularity
 *
 *     Q = sum over communities c of (e_c / E - (d_c / 2E)^2),
 *
 * e_c the edges within c, d_c the sum of its degrees. Directions, edge types and weights are dropped, as walks do not know weights.
 * Communities that nothing crosses (whole components) are left out: their walk indices are 0 whatever is removed.
 *
 * A choice of ours: the thesis leaves the partitions of its general scheme open (appendix D.4).
 *
 * @param seed of the order in which vertices are visited; default 0
 * @returns by the community's first vertex, named "1", "2", ...
 *
 * Complexity: O(passes (V + E)); a Graphology graph is made.
 * @throws InputError where no edge joins two communities
 *
 * @example
 * ```ts
 * import { buildAdjacency, communityPartitions } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * communityPartitions(graph).map(({ subset }) => [...subset]); // => [[0, 1, 2], [3, 4, 5]]
 * ```
 */
export function communityPartitions(adjacency: Adjacency, seed = 0): NamedPartition[] {
  checkAdjacency(adjacency, "communityPartitions");
  const { vertexCount } = adjacency;
  const { offsets, neighbors } = undirectedRows(adjacency);
  const graph = new UndirectedGraph();
  for (let t = 0; t < vertexCount; t++) graph.addNode(`${t}`);
  for (let s = 0; s < vertexCount; s++)
    for (let k = offsets[s]; k < offsets[s + 1]; k++)
      if (s < neighbors[k]) graph.addEdge(`${s}`, `${neighbors[k]}`);
  // Louvain divides by the number of edges.
  const communityOf: Record<string, number> =
    graph.size === 0
      ? {}
      : louvain(graph, { rng: createRandom(seed, "louvain").uniform, getEdgeWeight: null });

  const numberOf = new Map<number, number>();
  const membership = Int32Array.from({ length: graph.size === 0 ? 0 : vertexCount }, (_, t) => {
    const community = communityOf[`${t}`];
    if (!numberOf.has(community)) numberOf.set(community, numberOf.size);
    return numberOf.get(community) as number;
  });
  const crossed = crossedGroups(adjacency, membership, numberOf.size);
  const partitions = membershipPartitions(membership, (group) => crossed[group] === 1);
  if (partitions.length === 0)
    throw new InputError("partitions by community: expected an edge between two communities, got none");
  return partitions;
}
