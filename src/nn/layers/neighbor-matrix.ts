import type { Adjacency } from "../../graph/adjacency.js";
import type { Float32Csr } from "../../kernels/float32/csr.js";

/**
 * The adjacency matrix A of a graph, entries 1, without self-loops: sums over the neighbours.
 *
 * @param adjacency undirected, so that the result is symmetric; edge weights are not read
 * @returns [V, V] with 2 E entries, columns ascending in every row
 *
 * Complexity: O(V + E).
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
