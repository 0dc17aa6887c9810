/**
 * Normalises every row to mean 0 and variance 1, then scales and shifts it.
 *
 * out[r, c] = gain[c] (x[r, c] - mean[r]) / sqrt(variance[r] + epsilon) + shift[c], with the variance of the whole
 * row (divided by the width).
 *
 * Source: Ba, Kiros and Hinton, "Layer Normalization" (2016).
 *
 * @param x [rows, width]
 * @param gain [width]
 * @param shift [width]
 * @param out [rows, width] overwritten
 * @param means [rows] overwritten; for {@link layerNormGradient}
 * @param inverseDeviations [rows] 1 / sqrt(variance + epsilon), overwritten; for {@link layerNormGradient}
 * @param epsilon keeps a constant row from dividing by zero
 *
 * Complexity: O(rows * width).
 */
export function layerNorm(
  x: Float32Array,
  gain: Float32Array,
  shift: Float32Array,
  out: Float32Array,
  means: Float32Array,
  inverseDeviations: Float32Array,
  rows: number,
  width: number,
  epsilon: number,
): void {
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    let sum = 0;
    for (let column = 0; column < width; column++) sum += x[start + column];
    const mean = sum / width;
    let squares = 0;
    for (let column = 0; column < width; column++) squares += (x[start + column] - mean) ** 2;
    const inverse = 1 / Math.sqrt(squares / width + epsilon);
    for (let column = 0; column < width; column++)
      out[start + column] = gain[column] * (x[start + column] - mean) * inverse + shift[column];
    means[row] = mean;
    inverseDeviations[row] = inverse;
  }
}

/**
 * Adjoint of {@link layerNorm}, for its input and both its parameters in one pass.
 *
 * With n[r, c] = (x[r, c] - mean[r]) s[r], s[r] the inverse deviation, and g[r, c] = gain[c] dy[r, c]:
 * dx[r, c] = s[r] (g[r, c] - mean over c of g[r, .] - n[r, c] mean over c of g[r, .] n[r, .]),
 * dgain[c] = sum over r of dy[r, c] n[r, c], dshift[c] = sum over r of dy[r, c].
 *
 * @param x [rows, width] the input of {@link layerNorm}
 * @param gain [width]
 * @param means [rows] as {@link layerNorm} left them
 * @param inverseDeviations [rows] as {@link layerNorm} left them
 * @param dy [rows, width] gradient of the output
 * @param dx [rows, width] overwritten
 * @param dgain [width] overwritten
 * @param dshift [width] overwritten
 *
 * Complexity: O(rows * width).
 */
export function layerNormGradient(
  x: Float32Array,
  gain: Float32Array,
  means: Float32Array,
  inverseDeviations: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  dgain: Float32Array,
  dshift: Float32Array,
  rows: number,
  width: number,
): void {
  dgain.fill(0, 0, width);
  dshift.fill(0, 0, width);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    const mean = means[row];
    const inverse = inverseDeviations[row];
    let sum = 0;
    let product = 0;
    for (let column = 0; column < width; column++) {
      const gradient = dy[start + column];
      const normal = (x[start + column] - mean) * inverse;
      sum += gain[column] * gradient;
      product += gain[column] * gradient * normal;
      dgain[column] += gradient * normal;
      dshift[column] += gradient;
    }
    for (let column = 0; column < width; column++) {
      const normal = (x[start + column] - mean) * inverse;
      dx[start + column] =
        inverse * (gain[column] * dy[start + column] - sum / width - (normal * product) / width);
    }
  }
}
