/**
 * Batch normalisation by given statistics, as in evaluation; the formula of {@link batchNorm}.
 *
 * out[r, c] = max(floor, (x[r, c] - means[c]) gain[c] / sqrt(variances[c] + epsilon) + shift[c])
 *
 * @param x [rows, width]
 * @param gain [width]
 * @param shift [width]
 * @param means [width]
 * @param variances [width] >= 0
 * @param out [rows, width] overwritten
 * @param inverseDeviations [width] overwritten; 1 / sqrt(variances + epsilon)
 * @param floor 0 for a rectifier behind it, -Infinity for none
 *
 * Complexity: O(rows * width).
 */
export function batchNormEvaluated(
  x: Float32Array,
  gain: Float32Array,
  shift: Float32Array,
  means: Float32Array,
  variances: Float32Array,
  out: Float32Array,
  inverseDeviations: Float32Array,
  rows: number,
  width: number,
  epsilon: number,
  floor: number,
): void {
  for (let column = 0; column < width; column++)
    inverseDeviations[column] = 1 / Math.sqrt(variances[column] + epsilon);
  for (let at = 0; at < rows * width; at++) {
    const column = at % width;
    const slope = gain[column] * inverseDeviations[column];
    out[at] = Math.max(floor, (x[at] - means[column]) * slope + shift[column]);
  }
}
