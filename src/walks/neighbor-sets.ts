import type { Adjacency } from "../graph/adjacency.js";

/** The neighbours of every vertex, without itself, each once, ascending. */
export interface NeighborSets {
  /** [V + 1] row t holds the entries offsets[t] .. offsets[t + 1] - 1 */
  readonly offsets: Uint32Array;
  /** [entries] */
  readonly neighbors: Uint32Array;
}

/**
 * The outgoing neighbours N_out(t) \ {t} as a set: edges of several types between two vertices make one neighbour.
 *
 * A walk is a sequence of vertices (thesis section 5.2.1, footnote 4; appendix D.2 has one edge, of one type, from i to j), so that
 * parallel edges do not make it several walks.
 *
 * Complexity: O(1) where the graph has one edge type, else O(V + E).
 */
export function outgoingRows({ vertexCount, offsets, neighbors, types }: Adjacency): NeighborSets {
  if (types === null) return { offsets, neighbors };
  const starts = new Uint32Array(vertexCount + 1);
  const distinct = new Uint32Array(neighbors.length);
  let count = 0;
  for (let t = 0; t < vertexCount; t++) {
    for (let k = offsets[t]; k < offsets[t + 1]; k++)
      if (k === offsets[t] || neighbors[k] !== neighbors[k - 1]) distinct[count++] = neighbors[k];
    starts[t + 1] = count;
  }
  return { offsets: starts, neighbors: distinct.slice(0, count) };
}

/** The incoming neighbours N_in(t) \ {t} as a set; of an undirected graph, the outgoing ones. O(V + E). */
export function incomingRows(adjacency: Adjacency): NeighborSets {
  const rows = outgoingRows(adjacency);
  if (!adjacency.directed) return rows;
  const { vertexCount } = adjacency;
  const offsets = new Uint32Array(vertexCount + 1);
  for (const t of rows.neighbors) offsets[t + 1]++;
  for (let t = 0; t < vertexCount; t++) offsets[t + 1] += offsets[t];
  const cursor = offsets.slice(0, vertexCount);
  const neighbors = new Uint32Array(rows.neighbors.length);
  for (let s = 0; s < vertexCount; s++)
    for (let k = rows.offsets[s]; k < rows.offsets[s + 1]; k++) neighbors[cursor[rows.neighbors[k]]++] = s;
  return { offsets, neighbors };
}
