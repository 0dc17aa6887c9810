/** A sparse float32 matrix as compressed sparse rows, in the integer type tensors have. */
export interface Float32Csr {
  readonly rows: number;
  readonly columns: number;
  /** [rows + 1] row r holds the entries offsets[r] .. offsets[r + 1] - 1 */
  readonly offsets: Int32Array;
  /** [entries] column of each entry */
  readonly indices: Int32Array;
  /** [entries] */
  readonly values: Float32Array;
}

/**
 * The transpose of a sparse matrix, by a stable counting sort: columns ascend in each of its rows.
 *
 * Complexity: O(rows + columns + entries).
 */
export function transposeCsr({ rows, columns, offsets, indices, values }: Float32Csr): Float32Csr {
  const transposed = {
    offsets: new Int32Array(columns + 1),
    indices: new Int32Array(indices.length),
    values: new Float32Array(values.length),
  };
  for (let k = 0; k < indices.length; k++) transposed.offsets[indices[k] + 1]++;
  for (let column = 0; column < columns; column++)
    transposed.offsets[column + 1] += transposed.offsets[column];
  const cursor = transposed.offsets.slice(0, columns);
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++) {
      const place = cursor[indices[k]]++;
      transposed.indices[place] = row;
      transposed.values[place] = values[k];
    }
  return { rows: columns, columns: rows, ...transposed };
}
