/**
 * Product with the transpose on the right: out = A B^T.
 *
 * @param a [rows, inner] row-major, as all matrices here
 * @param b [columns, inner]
 * @param out [rows, columns] overwritten
 *
 * Complexity: O(rows * inner * columns), as dot products of rows.
 */
export function matMulTransposedRight(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  const paired = columns - (columns % 4);
  for (let row = 0; row < rows; row++) {
    const left = row * inner;
    const target = row * columns;
    // Four dot products at once, so that their additions do not wait for one another.
    for (let j = 0; j < paired; j += 4) {
      const b0 = j * inner;
      const b1 = b0 + inner;
      const b2 = b1 + inner;
      const b3 = b2 + inner;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0; k < inner; k++) {
        const value = a[left + k];
        s0 += value * b[b0 + k];
        s1 += value * b[b1 + k];
        s2 += value * b[b2 + k];
        s3 += value * b[b3 + k];
      }
      out[target + j] = s0;
      out[target + j + 1] = s1;
      out[target + j + 2] = s2;
      out[target + j + 3] = s3;
    }
    for (let j = paired; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a[left + k] * b[j * inner + k];
      out[target + j] = sum;
    }
  }
}
