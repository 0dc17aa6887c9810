import { InputError } from "../errors.js";
import type { Adjacency } from "./adjacency.js";
import { checkAdjacency } from "./check-argument.js";

/**
 * The bare structure of an undirected simple graph in 8 bytes an edge and 8 bytes a vertex: what is left of an {@link Adjacency} when a
 * graph of 10^9 edges has to fit into memory.
 *
 * Edges have *canonical numbers*: by smaller end, then by larger end. So edges have no numbers of their own to be stored: the edges of a
 * vertex rise with its neighbours.
 */
export interface NeighborRows {
  /** V, at most 2^31 */
  readonly vertexCount: number;
  /** E */
  readonly edgeCount: number;
  /** [V + 1] row t holds the entries offsets[t] .. offsets[t + 1] - 1; floats, as there may be more than 2^32 entries */
  readonly offsets: Float64Array;
  /** [2E or more] neighbours, ascending in every row; what is behind the last row means nothing */
  readonly neighbors: Int32Array;
}

/**
 * The rows of an undirected graph, without its edge numbers and weights. O(V + E).
 *
 * @throws InputError for a directed graph, and one with types of edges
 *
 * @example
 * ```ts
 * import { buildAdjacency, neighborRows } from "seprank/adjacency";
 *
 * const rows = neighborRows(buildAdjacency({ vertexCount: 3, sources: [2, 0], targets: [1, 1] }).adjacency);
 * [...rows.neighbors]; // => [1, 0, 2, 1]
 * ```
 */
export function neighborRows(adjacency: Adjacency): NeighborRows {
  checkAdjacency(adjacency, "neighborRows");
  if (adjacency.directed || adjacency.types !== null)
    throw new InputError(
      "neighborRows: expected an undirected graph with edges of one type, got another; read it as undirected",
    );
  return {
    vertexCount: adjacency.vertexCount,
    edgeCount: adjacency.edgeCount,
    offsets: Float64Array.from(adjacency.offsets),
    neighbors: Int32Array.from(adjacency.neighbors),
  };
}

/** The place of a neighbour in a row, as an index of `neighbors`; -1 where it is none. O(log degree). */
export function placeOfNeighbor({ offsets, neighbors }: NeighborRows, vertex: number, other: number): number {
  let low = offsets[vertex];
  let high = offsets[vertex + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (neighbors[middle] < other) low = middle + 1;
    else high = middle;
  }
  return low < offsets[vertex + 1] && neighbors[low] === other ? low : -1;
}
