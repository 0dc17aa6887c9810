/**
 * Product of two dense matrices: out = A B.
 *
 * @param a [rows, inner] row-major, as all matrices here
 * @param b [inner, columns]
 * @param out [rows, columns] overwritten
 *
 * Complexity: O(rows * inner * columns).
 */
export function matMul(
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  out.fill(0, 0, rows * columns);
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < inner; k++) {
      const value = a[row * inner + k];
      for (let column = 0; column < columns; column++)
        out[row * columns + column] += value * b[k * columns + column];
    }
}
