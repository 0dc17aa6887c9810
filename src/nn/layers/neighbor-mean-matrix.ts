import type { Adjacency } from "../../graph/adjacency.js";
import type { Float32Csr } from "../../kernels/float32/csr.js";
import { neighborMatrix } from "./neighbor-matrix.js";

/**
 * The matrix that takes means over the neighbours, D^-1 A, D the degrees: a row of zeros for an isolated vertex. It is
 * not symmetric.
 *
 * @param adjacency undirected; edge weights are not read
 * @returns [V, V] with 2 E entries, columns ascending in every row
 *
 * Complexity: O(V + E).
 */
export function neighborMeanMatrix(adjacency: Adjacency): Float32Csr {
  const matrix = neighborMatrix(adjacency);
  const { offsets, values } = matrix;
  for (let row = 0; row < matrix.rows; row++)
    values.fill(1 / (offsets[row + 1] - offsets[row]), offsets[row], offsets[row + 1]);
  return matrix;
}
