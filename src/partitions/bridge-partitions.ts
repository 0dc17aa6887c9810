import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { undirectedRows } from "../walks/undirected-rows.js";
import { crossedGroups, membershipPartitions } from "./membership-partitions.js";
import type { NamedPartition } from "./read-partitions.js";

/**
 * The partitions of every 2-edge-connected component (what is left in one piece when all bridges are cut) against all other vertices:
 * every edge that crosses one is a bridge, and what GWIS keeps with them is how strongly a network can model the interaction over
 * bridges, which no other path replaces. Directions and edge types are dropped.
 *
 * Components of one vertex, which leaves and trees are made of, and those that nothing crosses are left out.
 *
 * Bridges: an edge is one exactly if no back edge of a depth-first search spans it (Tarjan 1974).
 *
 * @returns by the component's first vertex, named "1", "2", ...
 *
 * Complexity: O(V + E).
 * @throws InputError where no bridge leads to a component of several vertices
 *
 * @example
 * ```ts
 * import { bridgePartitions, buildAdjacency } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * bridgePartitions(graph).map(({ subset }) => [...subset]); // => [[0, 1, 2], [3, 4, 5]]
 * ```
 */
export function bridgePartitions(adjacency: Adjacency): NamedPartition[] {
  checkAdjacency(adjacency, "bridgePartitions");
  const membership = twoEdgeConnected(adjacency);
  const count = membership.reduce((most, group) => Math.max(most, group + 1), 0);
  const sizes = new Uint32Array(count);
  for (const group of membership) sizes[group]++;
  const crossed = crossedGroups(adjacency, membership, count);
  const partitions = membershipPartitions(membership, (group) => crossed[group] === 1 && sizes[group] > 1);
  if (partitions.length === 0)
    throw new InputError("partitions by bridge: expected a bridge at a part of several vertices, got none");
  return partitions;
}

/** [V] the 2-edge-connected component of each vertex, numbered by their first vertices. O(V + E). */
export function twoEdgeConnected(adjacency: Adjacency): Int32Array {
  const { vertexCount } = adjacency;
  const { offsets, neighbors } = undirectedRows(adjacency);
  /** [V] when the search came to each vertex, from 1; the earliest such time that its subtree reaches by one back edge */
  const found = new Uint32Array(vertexCount);
  const low = new Uint32Array(vertexCount);
  const parent = new Int32Array(vertexCount).fill(-1);
  const cursor = offsets.slice(0, vertexCount);
  const order = new Uint32Array(vertexCount);
  let time = 0;
  for (let root = 0; root < vertexCount; root++) {
    if (found[root] > 0) continue;
    enter(root);
    for (let t = root; t >= 0; ) {
      if (cursor[t] < offsets[t + 1]) {
        const s = neighbors[cursor[t]++];
        if (found[s] === 0) {
          parent[s] = t;
          enter(s);
          t = s;
        } else if (s !== parent[t]) low[t] = Math.min(low[t], found[s]);
        continue;
      }
      // All of t's subtree is seen: what it reaches, its parent does.
      const up = parent[t];
      if (up >= 0) low[up] = Math.min(low[up], low[t]);
      t = up;
    }
  }
  // The edge to the parent is a bridge where the subtree reaches no further up; else both ends are of one component.
  const component = new Int32Array(vertexCount);
  for (const t of order) component[t] = parent[t] >= 0 && low[t] < found[t] ? component[parent[t]] : t;
  const numberOf = new Int32Array(vertexCount).fill(-1);
  let count = 0;
  return component.map((top) => {
    if (numberOf[top] < 0) numberOf[top] = count++;
    return numberOf[top];
  });

  function enter(t: number): void {
    order[time++] = t;
    found[t] = time;
    low[t] = time;
  }
}
