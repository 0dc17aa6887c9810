/**
 * For every entry of a sparse pattern, the sum of what stands at its row and at its column.
 *
 * out[k, c] = left[r, c] + right[indices[k], c], r the row of entry k
 *
 * @param offsets [rows + 1] row r holds the entries offsets[r] .. offsets[r + 1] - 1
 * @param indices [entries] column of each entry
 * @param left [rows, width]
 * @param right [columns, width]
 * @param out [entries, width] overwritten
 *
 * Complexity: O(entries * width).
 */
export function edgeSum(
  offsets: Int32Array,
  indices: Int32Array,
  left: Float32Array,
  right: Float32Array,
  out: Float32Array,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++)
      for (let c = 0; c < width; c++)
        out[k * width + c] = left[row * width + c] + right[indices[k] * width + c];
}

/**
 * Adjoint of {@link edgeSum}: dleft[r, c] = sum of dy[k, c] over the entries k of row r, dright[j, c] = sum of
 * dy[k, c] over the entries k of column j.
 *
 * @param offsets [rows + 1]
 * @param indices [entries]
 * @param left [rows, width] for its shape only
 * @param right [columns, width] for its shape only
 * @param dy [entries, width] gradient of the output
 * @param dleft [rows, width] overwritten
 * @param dright [columns, width] overwritten
 *
 * Complexity: O((entries + rows + columns) * width).
 */
export function edgeSumGradient(
  offsets: Int32Array,
  indices: Int32Array,
  _left: Float32Array,
  _right: Float32Array,
  dy: Float32Array,
  dleft: Float32Array,
  dright: Float32Array,
  rows: number,
  columns: number,
  width: number,
): void {
  dleft.fill(0, 0, rows * width);
  dright.fill(0, 0, columns * width);
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++)
      for (let c = 0; c < width; c++) {
        const gradient = dy[k * width + c];
        dleft[row * width + c] += gradient;
        dright[indices[k] * width + c] += gradient;
      }
}
