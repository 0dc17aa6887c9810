import type { Adjacency } from "../../graph/adjacency.js";
import { edgeTypeCount } from "../../graph/attributes/edge-type-count.js";
import type { Float32Csr } from "../../kernels/float32/csr.js";

/**
 * The symmetrically normalised adjacency matrix of a graph with its implied self-loops.
 *
 * D^-1/2 (A + I) D^-1/2, D the degrees with the self-loop counted
 *
 * Source: Kipf and Welling, "Semi-Supervised Classification with Graph Convolutional Networks" (2017), equation 2.
 *
 * @param adjacency undirected, so that the result is symmetric; edge weights are not read
 * @returns [V, V] with 2 E + V entries, columns ascending in every row
 *
 * Complexity: O(V + E).
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import { normalizedAdjacency } from "seprank/nn";
 *
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * // The ends have degree 2 with their self-loops, the middle 3.
 * normalizedAdjacency(adjacency).values[0]; // ≈ 0.5
 * ```
 */
export function normalizedAdjacency({ vertexCount, offsets, neighbors }: Adjacency): Float32Csr {
  const size = neighbors.length + vertexCount;
  const result = {
    offsets: new Int32Array(vertexCount + 1),
    indices: new Int32Array(size),
    values: new Float32Array(size),
  };
  const scales = Float64Array.from(
    { length: vertexCount },
    (_, t) => 1 / Math.sqrt(offsets[t + 1] - offsets[t] + 1),
  );
  let place = 0;
  const put = (row: number, column: number) => {
    result.indices[place] = column;
    result.values[place++] = scales[row] * scales[column];
  };
  for (let row = 0; row < vertexCount; row++) {
    let k = offsets[row];
    while (k < offsets[row + 1] && neighbors[k] < row) put(row, neighbors[k++]);
    put(row, row);
    while (k < offsets[row + 1]) put(row, neighbors[k++]);
    result.offsets[row + 1] = place;
  }
  return { rows: vertexCount, columns: vertexCount, ...result };
}

/**
 * The adjacency matrix A of a graph, entries 1, without self-loops: sums over the neighbours.
 *
 * @param adjacency undirected, so that the result is symmetric; edge weights are not read
 * @returns [V, V] with 2 E entries, columns ascending in every row
 *
 * Complexity: O(V + E).
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import { neighborMatrix } from "seprank/nn";
 *
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * neighborMatrix(adjacency).indices; // => Int32Array.of(1, 0, 2, 1)
 * ```
 */
export function neighborMatrix({ vertexCount, offsets, neighbors }: Adjacency): Float32Csr {
  return {
    rows: vertexCount,
    columns: vertexCount,
    offsets: Int32Array.from(offsets),
    indices: Int32Array.from(neighbors),
    values: new Float32Array(neighbors.length).fill(1),
  };
}

/**
 * The matrix that takes means over the neighbours, D^-1 A, D the degrees: a row of zeros for an isolated vertex. It is
 * not symmetric.
 *
 * @param adjacency undirected; edge weights are not read
 * @returns [V, V] with 2 E entries, columns ascending in every row
 *
 * Complexity: O(V + E).
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import { neighborMeanMatrix } from "seprank/nn";
 *
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * neighborMeanMatrix(adjacency).values; // => Float32Array.of(1, 0.5, 0.5, 1)
 * ```
 */
export function neighborMeanMatrix(adjacency: Adjacency): Float32Csr {
  const matrix = neighborMatrix(adjacency);
  const { offsets, values } = matrix;
  for (let row = 0; row < matrix.rows; row++)
    values.fill(1 / (offsets[row + 1] - offsets[row]), offsets[row], offsets[row + 1]);
  return matrix;
}

/**
 * The matrix by which vertices aggregate the messages of their incoming neighbours, with one channel for each type of edge.
 *
 * With R = 1 + number of edge types, row i has for every edge from j to i of type q an entry in column j R + 1 + q, of
 * value 1 / (number of edges of type q that come to i), and in column i R an entry 1, for the implied self-loop, whose
 * type is no edge's. Times a matrix with a row for every vertex and channel it is the sum over the channels of the
 * means over the neighbours; its pattern serves any other aggregation.
 *
 * Source: Schlichtkrull et al., "Modeling Relational Data with Graph Convolutional Networks" (2018), equation 2; Razin,
 * "Understanding Deep Learning via Notions of Rank" (2024), equation D.1.
 *
 * @param adjacency directed or not; an undirected edge goes both ways. Edge weights are not read
 * @param edgeTypes how many types there are, for graphs that lack some; default: what the graph has
 * @returns [V, V R] columns ascending in every row
 *
 * Complexity: O(V R + E log of the largest degree).
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import { relationalMatrix } from "seprank/nn";
 *
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const { rows, columns } = relationalMatrix(adjacency, 2);
 * [rows, columns]; // => [3, 9]
 * ```
 */
export function relationalMatrix(
  adjacency: Adjacency,
  edgeTypes: number = edgeTypeCount(adjacency),
): Float32Csr {
  const { vertexCount, edgeCount, sources, targets, types, directed } = adjacency;
  const channels = 1 + edgeTypes;
  const offsets = new Int32Array(vertexCount + 1).fill(1, 1);
  for (let e = 0; e < edgeCount; e++) {
    offsets[targets[e] + 1]++;
    if (!directed) offsets[sources[e] + 1]++;
  }
  for (let row = 0; row < vertexCount; row++) offsets[row + 1] += offsets[row];
  const cursor = offsets.slice(0, vertexCount);
  const indices = new Int32Array(offsets[vertexCount]);
  const put = (row: number, neighbor: number, channel: number) => {
    indices[cursor[row]++] = neighbor * channels + channel;
  };
  for (let vertex = 0; vertex < vertexCount; vertex++) put(vertex, vertex, 0);
  for (let e = 0; e < edgeCount; e++) {
    const channel = 1 + (types?.[e] ?? 0);
    put(targets[e], sources[e], channel);
    if (!directed) put(sources[e], targets[e], channel);
  }
  const values = new Float32Array(indices.length);
  const counts = new Uint32Array(channels);
  for (let row = 0; row < vertexCount; row++) {
    const entries = indices.subarray(offsets[row], offsets[row + 1]).sort();
    counts.fill(0);
    for (const column of entries) counts[column % channels]++;
    entries.forEach((column, k) => {
      values[offsets[row] + k] = 1 / counts[column % channels];
    });
  }
  return { rows: vertexCount, columns: vertexCount * channels, offsets, indices, values };
}
