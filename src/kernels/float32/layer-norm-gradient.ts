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
