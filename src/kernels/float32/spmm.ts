/**
 * Product of a sparse and a dense matrix.
 *
 * out = S X, S as compressed sparse rows
 *
 * @param offsets [rows + 1] row r of S holds the entries offsets[r] .. offsets[r + 1] - 1
 * @param indices [entries] column of each entry
 * @param values [entries] value of each entry
 * @param dense [columns of S, width] X, row-major
 * @param out [rows, width] overwritten
 *
 * Complexity: O(entries * width).
 */
export function spmm(
  offsets: Int32Array,
  indices: Int32Array,
  values: Float32Array,
  dense: Float32Array,
  out: Float32Array,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    const target = row * width;
    out.fill(0, target, target + width);
    for (let k = offsets[row]; k < offsets[row + 1]; k++) {
      const value = values[k];
      const source = indices[k] * width;
      for (let column = 0; column < width; column++) out[target + column] += value * dense[source + column];
    }
  }
}
