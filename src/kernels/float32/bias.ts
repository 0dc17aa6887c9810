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

/**
 * Lets numbers through where others are positive: out[k] = y[k] > 0 ? x[k] : 0. With y a rectifier's output, it is the
 * rectifier's gradient, and its own adjoint in x.
 *
 * @param x [count]
 * @param y [count]
 * @param out [count] overwritten
 *
 * Complexity: O(count).
 */
export function gate(x: Float32Array, y: Float32Array, out: Float32Array, count: number): void {
  for (let k = 0; k < count; k++) out[k] = y[k] > 0 ? x[k] : 0;
}
