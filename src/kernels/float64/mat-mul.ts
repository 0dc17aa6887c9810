/**
 * Product of two dense matrices: out = A B.
 *
 * @param a [rows, inner] row-major, as all matrices here
 * @param b [inner, columns]
 * @param out [rows, columns] overwritten
 *
 * Complexity: O(rows * inner * columns), streaming over rows of B and `out`.
 */
export function matMul(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  out.fill(0, 0, rows * columns);
  const paired = inner - (inner % 4);
  for (let row = 0; row < rows; row++) {
    const target = row * columns;
    const left = row * inner;
    // Four rows of B at once: each entry of `out` is loaded and stored a quarter as often.
    for (let k = 0; k < paired; k += 4) {
      const a0 = a[left + k];
      const a1 = a[left + k + 1];
      const a2 = a[left + k + 2];
      const a3 = a[left + k + 3];
      const b0 = k * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      for (let j = 0; j < columns; j++)
        out[target + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
    }
    for (let k = paired; k < inner; k++) {
      const value = a[left + k];
      for (let j = 0; j < columns; j++) out[target + j] += value * b[k * columns + j];
    }
  }
}
