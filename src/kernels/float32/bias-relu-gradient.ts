/**
 * Adjoint of {@link biasRelu}: the gradient passes where the output is positive.
 *
 * dx[r, c] = dy[r, c] [y[r, c] > 0], dbias[c] = sum over r of dx[r, c]
 *
 * @param y [rows, width] the output of {@link biasRelu}
 * @param dy [rows, width] gradient of that output
 * @param dx [rows, width] overwritten
 * @param dbias [width] overwritten
 *
 * Complexity: O(rows * width).
 */
export function biasReluGradient(
  y: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  dbias: Float32Array,
  rows: number,
  width: number,
): void {
  dbias.fill(0, 0, width);
  for (let k = 0, row = 0; row < rows; row++)
    for (let column = 0; column < width; column++, k++) {
      const value = y[k] > 0 ? dy[k] : 0;
      dx[k] = value;
      dbias[column] += value;
    }
}
