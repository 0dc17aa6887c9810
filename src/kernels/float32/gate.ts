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
