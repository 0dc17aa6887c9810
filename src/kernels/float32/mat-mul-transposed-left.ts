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
