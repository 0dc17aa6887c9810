import type { Float32Csr } from "../../kernels/float32/csr.js";
import type { ReadoutName } from "./readout-names.js";

/**
 * The matrix that says which vertices each graph of a batch has: entry (g, v) is 1 where v belongs to g, for the mean
 * 1 / (number of vertices of g).
 *
 * @param offsets [G + 1] graph g has the vertices offsets[g] .. offsets[g + 1] - 1
 * @returns [G, V] with V entries
 *
 * Complexity: O(V).
 */
export function graphMatrix(offsets: Uint32Array, readout: ReadoutName): Float32Csr {
  const rows = offsets.length - 1;
  const columns = offsets[rows];
  const values = new Float32Array(columns).fill(1);
  if (readout === "mean")
    for (let g = 0; g < rows; g++) values.fill(1 / (offsets[g + 1] - offsets[g]), offsets[g], offsets[g + 1]);
  const indices = Int32Array.from({ length: columns }, (_, v) => v);
  return { rows, columns, offsets: Int32Array.from(offsets), indices, values };
}
