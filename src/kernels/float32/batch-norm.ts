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

/**
 * The adjoint of batchNormGradient as a function of the input, the gain and dy: what a loss that depends on its gradients
 * sends back.
 *
 * With z = (x - mean) d, d the inverse deviation, e = dy where y > floor (else 0), <.> the mean of a column, m = <e z> and
 * p = <u z>, column by column: dx = gain d (e - <e> - z m), dgain = rows m, dshift = rows <e>, and the gradients of
 * sum u dx + a dgain + b dshift are
 *
 *   to dy:   gain d (u - <u> - z p) + a z + b, where y > floor (else 0)
 *   to gain: rows d (<u e> - <u> <e> - m p)
 *   to x:    gain d^2 (z (3 m p - <u e> + <u> <e>) - (e - <e>) p - (u - <u>) m) + a d (e - <e> - z m)
 *
 * @param x [rows, width] batchNorm's input
 * @param y [rows, width] its output
 * @param gain [width]
 * @param means [width]
 * @param inverseDeviations [width]
 * @param dy [rows, width]
 * @param u [rows, width] the gradient of dx
 * @param a [width] that of dgain
 * @param b [width] that of dshift
 * @param outX [rows, width] overwritten, as are `outGain` [width] and `outDy` [rows, width]
 * @param _scratch 10 * width numbers, overwritten by the WebAssembly kernel
 *
 * Complexity: O(rows * width).
 */
export function batchNormSecond(
  x: Float32Array,
  y: Float32Array,
  gain: Float32Array,
  means: Float32Array,
  inverseDeviations: Float32Array,
  dy: Float32Array,
  u: Float32Array,
  a: Float32Array,
  b: Float32Array,
  outX: Float32Array,
  outGain: Float32Array,
  outDy: Float32Array,
  _scratch: Float32Array,
  rows: number,
  width: number,
  floor: number,
): void {
  for (let c = 0; c < width; c++) {
    const d = inverseDeviations[c];
    let [meanU, meanE, meanUE, m, p] = [0, 0, 0, 0, 0];
    for (let k = c; k < rows * width; k += width) {
      const z = (x[k] - means[c]) * d;
      const e = y[k] > floor ? dy[k] : 0;
      meanU += u[k] / rows;
      meanE += e / rows;
      meanUE += (u[k] * e) / rows;
      m += (e * z) / rows;
      p += (u[k] * z) / rows;
    }
    const covariance = meanUE - meanU * meanE;
    outGain[c] = rows * d * (covariance - m * p);
    for (let k = c; k < rows * width; k += width) {
      const z = (x[k] - means[c]) * d;
      const passes = y[k] > floor;
      const e = passes ? dy[k] : 0;
      outDy[k] = passes ? gain[c] * d * (u[k] - meanU - z * p) + a[c] * z + b[c] : 0;
      outX[k] =
        gain[c] * d * d * (z * (3 * m * p - covariance) - (e - meanE) * p - (u[k] - meanU) * m) +
        a[c] * d * (e - meanE - z * m);
    }
  }
}
