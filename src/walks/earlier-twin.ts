import type { NeighborSets } from "./neighbor-sets.js";

/**
 * Which vertices have an earlier twin: a vertex with the same neighbours, the two themselves aside. Twins can be exchanged without any change
 * of the graph, so that all numbers of walks at one are those at the other: of the leaves of a hub, the sides of a complete bipartite graph
 * and the vertices of a clique, one each is counted.
 *
 * Twins have the same sum of hashes of their neighbours (where they are not adjacent), or of their neighbours and themselves (where they are);
 * who has the same sum is compared neighbour by neighbour.
 *
 * @param forward outgoing neighbours, ascending
 * @param backward incoming neighbours, ascending; the same object where the graph is undirected
 * @returns to be called with vertices in rising order, each once: the first of its twins, -1 where the vertex is that one, or has none.
 *   O(degree), once all sums are known in O(V + E)
 */
export function createEarlierTwin(
  vertexCount: number,
  forward: NeighborSets,
  backward: NeighborSets,
): (t: number) => number {
  const apart = new Uint32Array(vertexCount);
  for (let t = 0; t < vertexCount; t++) {
    apart[t] = sumOfHashes(forward, t, 1);
    if (forward !== backward) apart[t] += sumOfHashes(backward, t, 2);
  }
  const self = (t: number) => (forward === backward ? hash(t, 1) : hash(t, 1) + hash(t, 2));
  const isTwin = (s: number, t: number) =>
    sameButEachOther(forward, s, t) && (forward === backward || sameButEachOther(backward, s, t));
  const notAdjacent = createTable(vertexCount, isTwin);
  const adjacent = createTable(vertexCount, isTwin);
  return (t) => {
    const together = (apart[t] + self(t)) >>> 0;
    const first = Math.max(notAdjacent.find(apart[t], t), adjacent.find(together, t));
    if (first >= 0) return first;
    notAdjacent.add(apart[t], t);
    adjacent.add(together, t);
    return -1;
  };
}

/** A hash table of vertices by sums of hashes, half empty at least. */
function createTable(vertexCount: number, isTwin: (s: number, t: number) => boolean) {
  const size = 2 ** Math.ceil(Math.log2(2 * Math.max(1, vertexCount)));
  const vertices = new Int32Array(size).fill(-1);
  const sums = new Uint32Array(size);
  return {
    find(sum: number, t: number): number {
      for (let at = sum & (size - 1); vertices[at] >= 0; at = (at + 1) & (size - 1))
        if (sums[at] === sum && isTwin(vertices[at], t)) return vertices[at];
      return -1;
    },
    add(sum: number, t: number): void {
      let at = sum & (size - 1);
      while (vertices[at] >= 0) at = (at + 1) & (size - 1);
      vertices[at] = t;
      sums[at] = sum;
    },
  };
}

function sumOfHashes({ offsets, neighbors }: NeighborSets, t: number, salt: number): number {
  let sum = 0;
  for (let k = offsets[t]; k < offsets[t + 1]; k++) sum = (sum + hash(neighbors[k], salt)) | 0;
  return sum >>> 0;
}

/** 32 bits of a vertex (the last steps of murmur3). */
function hash(vertex: number, salt: number): number {
  let h = Math.imul(vertex + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Whether two vertices have the same neighbours, the two themselves aside, and either has the other or neither. O(degree). */
function sameButEachOther({ offsets, neighbors }: NeighborSets, s: number, t: number): boolean {
  const endOfS = offsets[s + 1];
  const endOfT = offsets[t + 1];
  let k = offsets[s];
  let l = offsets[t];
  if (endOfS - k !== endOfT - l) return false;
  let hasT = false;
  let hasS = false;
  for (;;) {
    if (k < endOfS && neighbors[k] === t) {
      hasT = true;
      k++;
    }
    if (l < endOfT && neighbors[l] === s) {
      hasS = true;
      l++;
    }
    if (k === endOfS || l === endOfT) return k === endOfS && l === endOfT && hasS === hasT;
    if (neighbors[k++] !== neighbors[l++]) return false;
  }
}
