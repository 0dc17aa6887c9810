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
