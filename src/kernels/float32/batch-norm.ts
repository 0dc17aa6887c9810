/**
 * Normalises every column to mean 0 and variance 1 over the rows, scales and shifts it, cuts it off below, and moves
 * the running statistics towards those of the batch.
 *
 * out[r, c] = max(floor, gain[c] (x[r, c] - mean[c]) / sqrt(variance[c] + epsilon) + shift[c]), with the variance
 * divided by the rows; running' = (1 - momentum) running + momentum batch, with the variance divided by one less (as
 * PyTorch does), but at least by one.
 *
 * Source: Ioffe and Szegedy, "Batch Normalization" (2015), Algorithm 1.
 *
 * @param x [rows, width] rows >= 1
 * @param gain [width]
 * @param shift [width]
 * @param runningMeans [width]
 * @param runningVariances [width]
 * @param out [rows, width] overwritten
 * @param means [width] overwritten; for {@link batchNormGradient}
 * @param inverseDeviations [width] 1 / sqrt(variance + epsilon), overwritten; for {@link batchNormGradient}
 * @param nextMeans [width] overwritten
 * @param nextVariances [width] overwritten
 * @param momentum weight of the batch in the running statistics
 * @param floor 0 for a rectifier, -Infinity for none
 *
 * Complexity: O(rows * width).
 */
export function batchNorm(
  x: Float32Array,
  gain: Float32Array,
  shift: Float32Array,
  runningMeans: Float32Array,
  runningVariances: Float32Array,
  out: Float32Array,
  means: Float32Array,
  inverseDeviations: Float32Array,
  nextMeans: Float32Array,
  nextVariances: Float32Array,
  rows: number,
  width: number,
  epsilon: number,
  momentum: number,
  floor: number,
): void {
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let k = column; k < rows * width; k += width) sum += x[k];
    const mean = sum / rows;
    let squares = 0;
    for (let k = column; k < rows * width; k += width) squares += (x[k] - mean) ** 2;
    const inverse = 1 / Math.sqrt(squares / rows + epsilon);
    const unbiased = squares / Math.max(1, rows - 1);
    means[column] = mean;
    inverseDeviations[column] = inverse;
    nextMeans[column] = (1 - momentum) * runningMeans[column] + momentum * mean;
    nextVariances[column] = (1 - momentum) * runningVariances[column] + momentum * unbiased;
    for (let k = column; k < rows * width; k += width)
      out[k] = Math.max(floor, gain[column] * (x[k] - mean) * inverse + shift[column]);
  }
}
