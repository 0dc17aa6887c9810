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
