/**
 * Sums of the columns of a matrix: out[c] = sum over r of x[r, c]. The adjoint of a bias.
 *
 * @param x [rows, width]
 * @param out [width] overwritten
 *
 * Complexity: O(rows * width).
 */
export function columnSums(x: Float32Array, out: Float32Array, rows: number, width: number): void {
  out.fill(0, 0, width);
  for (let k = 0, row = 0; row < rows; row++)
    for (let column = 0; column < width; column++, k++) out[column] += x[k];
}
