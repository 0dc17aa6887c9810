/**
 * Adjoint of {@link batchNorm}, for its input and both its parameters; the running statistics have no gradient.
 *
 * With n[r, c] = (x[r, c] - mean[c]) s[c], s[c] the inverse deviation, and g[r, c] = dy[r, c] [y[r, c] > floor]:
 * dshift[c] = sum over r of g[r, c], dgain[c] = sum over r of g[r, c] n[r, c],
 * dx[r, c] = gain[c] s[c] (g[r, c] - dshift[c] / rows - n[r, c] dgain[c] / rows).
 *
 * @param x [rows, width] the input of {@link batchNorm}
 * @param y [rows, width] its output
 * @param gain [width]
 * @param means [width] as {@link batchNorm} left them
 * @param inverseDeviations [width] as {@link batchNorm} left them
 * @param dy [rows, width] gradient of the output
 * @param dx [rows, width] overwritten
 * @param dgain [width] overwritten
 * @param dshift [width] overwritten
 * @param floor as given to {@link batchNorm}
 *
 * Complexity: O(rows * width).
 */
export function batchNormGradient(
  x: Float32Array,
  y: Float32Array,
  gain: Float32Array,
  means: Float32Array,
  inverseDeviations: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  dgain: Float32Array,
  dshift: Float32Array,
  rows: number,
  width: number,
  floor: number,
): void {
  for (let column = 0; column < width; column++) {
    const mean = means[column];
    const inverse = inverseDeviations[column];
    let sum = 0;
    let product = 0;
    for (let k = column; k < rows * width; k += width) {
      const gradient = y[k] > floor ? dy[k] : 0;
      sum += gradient;
      product += gradient * (x[k] - mean) * inverse;
    }
    dshift[column] = sum;
    dgain[column] = product;
    const scale = gain[column] * inverse;
    for (let k = column; k < rows * width; k += width) {
      const gradient = y[k] > floor ? dy[k] : 0;
      dx[k] = scale * (gradient - sum / rows - ((x[k] - mean) * inverse * product) / rows);
    }
  }
}
