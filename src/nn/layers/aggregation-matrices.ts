import type { Adjacency } from "../../graph/adjacency.js";
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
