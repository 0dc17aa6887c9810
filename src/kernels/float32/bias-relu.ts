/**
 * Bias and rectifier in one pass: out[r, c] = max(0, x[r, c] + bias[c]).
 *
 * @param x [rows, width]
 * @param bias [width]
 * @param out [rows, width] overwritten
 *
 * Complexity: O(rows * width).
 */
export function biasRelu(
  x: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  rows: number,
  width: number,
): void {
  for (let k = 0, row = 0; row < rows; row++)
    for (let column = 0; column < width; column++, k++) out[k] = Math.max(0, x[k] + bias[column]);
}
