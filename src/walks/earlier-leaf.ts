import type { NeighborSets } from "./neighbor-sets.js";

/**
 * Which vertices are leaves of a hub that has an earlier leaf: the two could be exchanged without any change of the graph, so that all numbers
 * of walks at one are those at the other. Without this, counting walks from every leaf is quadratic in the hub's degree.
 *
 * A leaf has one neighbour, the hub, outgoing and incoming.
 *
 * @param backward incoming neighbours; the same object where the graph is undirected
 * @returns to be called with vertices in rising order, each once: the first leaf of the same hub, -1 where the vertex is that one, or no leaf.
 *   O(1)
 */
export function createEarlierLeaf(
  vertexCount: number,
  forward: NeighborSets,
  backward: NeighborSets,
): (t: number) => number {
  const firstOf = new Int32Array(vertexCount).fill(-1);
  return (t) => {
    const hub = onlyNeighbor(forward, t);
    if (hub < 0 || (forward !== backward && onlyNeighbor(backward, t) !== hub)) return -1;
    if (firstOf[hub] < 0) {
      firstOf[hub] = t;
      return -1;
    }
    return firstOf[hub];
  };
}

function onlyNeighbor({ offsets, neighbors }: NeighborSets, t: number): number {
  return offsets[t + 1] - offsets[t] === 1 ? neighbors[offsets[t]] : -1;
}
