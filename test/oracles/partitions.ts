import type { Adjacency } from "../../src/graph/adjacency.js";

/** [V] the smallest vertex that each vertex can reach over the edges, whatever their directions: by closure, not by search. */
export function reachable({ vertexCount, sources, targets }: Adjacency, without = -1): number[] {
  const smallest = Array.from({ length: vertexCount }, (_, t) => t);
  for (let changed = true; changed; ) {
    changed = false;
    for (let e = 0; e < sources.length; e++) {
      if (e === without) continue;
      const least = Math.min(smallest[sources[e]], smallest[targets[e]]);
      if (smallest[sources[e]] !== least || smallest[targets[e]] !== least) changed = true;
      smallest[sources[e]] = least;
      smallest[targets[e]] = least;
    }
  }
  return smallest;
}

/** Two vertices are in one 2-edge-connected component if they can reach each other whichever one connection goes. */
export function connectedTwice(adjacency: Adjacency, s: number, t: number): boolean {
  const joined = (kept: number[]) => {
    const { sources, targets } = adjacency;
    const smallest = reachable({
      ...adjacency,
      sources: Uint32Array.from(kept, (e) => sources[e]),
      targets: Uint32Array.from(kept, (e) => targets[e]),
    });
    return smallest[s] === smallest[t];
  };
  const edges = [...adjacency.sources.keys()];
  const name = (e: number) => [adjacency.sources[e], adjacency.targets[e]].sort((a, b) => a - b).join();
  return joined(edges) && edges.every((e) => joined(edges.filter((f) => name(f) !== name(e))));
}

/** Newman's modularity of a division into groups, from its definition on all pairs of vertices; one edge for each connection. */
export function modularity(
  vertexCount: number,
  pairs: ReadonlySet<string>,
  group: ArrayLike<number>,
): number {
  const a = (s: number, t: number) => (pairs.has(`${Math.min(s, t)},${Math.max(s, t)}`) ? 1 : 0);
  const vertices = Array.from({ length: vertexCount }, (_, t) => t);
  const degree = vertices.map((s) => vertices.filter((t) => a(s, t) === 1).length);
  const twice = 2 * pairs.size;
  let sum = 0;
  for (const s of vertices)
    for (const t of vertices)
      if (group[s] === group[t]) sum += (s === t ? 0 : a(s, t)) - (degree[s] * degree[t]) / twice;
  return sum / twice;
}

/** The edges between different groups, counted one by one. */
export function countCut({ sources, targets }: Adjacency, group: ArrayLike<number>): number {
  return [...sources.keys()].filter((e) => group[sources[e]] !== group[targets[e]]).length;
}
