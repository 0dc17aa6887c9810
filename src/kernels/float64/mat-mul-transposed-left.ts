/**
 * Product with the transpose on the left: out = A^T B, the shape of a weight matrix's gradient.
 *
 * @param a [inner, rows] row-major, as all matrices here
 * @param b [inner, columns]
 * @param out [rows, columns] overwritten
 *
 * Complexity: O(rows * inner * columns), streaming over rows of B and `out`.
 */
export function matMulTransposedLeft(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  out.fill(0, 0, rows * columns);
  const paired = inner - (inner % 4);
  // Four rows of A and B at once: each entry of `out` is loaded and stored a quarter as often.
  for (let k = 0; k < paired; k += 4) {
    const b0 = k * columns;
    const b1 = b0 + columns;
    const b2 = b1 + columns;
    const b3 = b2 + columns;
    for (let row = 0; row < rows; row++) {
      const left = k * rows + row;
      const a0 = a[left];
      const a1 = a[left + rows];
      const a2 = a[left + 2 * rows];
      const a3 = a[left + 3 * rows];
      const target = row * columns;
      for (let j = 0; j < columns; j++)
        out[target + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
    }
  }
  for (let k = paired; k < inner; k++)
    for (let row = 0; row < rows; row++) {
      const value = a[k * rows + row];
      for (let j = 0; j < columns; j++) out[row * columns + j] += value * b[k * columns + j];
    }
}
