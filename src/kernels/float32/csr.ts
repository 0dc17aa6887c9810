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
