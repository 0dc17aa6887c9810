/**
 * Adds a row vector to every row: out[r, c] = x[r, c] + bias[c].
 *
 * @param x [rows, width]
 * @param bias [width]
 * @param out [rows, width] overwritten
 *
 * Complexity: O(rows * width).
 */
export function addBias(
  x: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  rows: number,
  width: number,
): void {
  for (let k = 0, row = 0; row < rows; row++)
    for (let column = 0; column < width; column++, k++) out[k] = x[k] + bias[column];
}
