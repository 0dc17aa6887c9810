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

/**
 * Product of a transposed and a plain dense matrix, without forming the transpose: out = A' B.
 *
 * This is a dense layer's weight gradient: A its inputs, B the gradient of its outputs.
 *
 * @param a [rows, left] row-major, as all matrices here
 * @param b [rows, right]
 * @param out [left, right] overwritten
 *
 * Complexity: O(rows * left * right).
 */
export function matMulTransposedLeft(
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  rows: number,
  left: number,
  right: number,
): void {
  out.fill(0, 0, left * right);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < left; i++) {
      const value = a[row * left + i];
      for (let j = 0; j < right; j++) out[i * right + j] += value * b[row * right + j];
    }
}

/**
 * Product of two dense matrices, with a row vector added to every row: out = A B + bias.
 *
 * @param a [rows, inner]
 * @param b [inner, columns]
 * @param bias [columns]
 * @param out [rows, columns] overwritten
 *
 * Complexity: O(rows * inner * columns).
 */
export function affine(
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  matMul(a, b, out, rows, inner, columns);
  for (let k = 0, row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, k++) out[k] += bias[column];
}
