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
 * @param _scratch 10 * width numbers, overwritten by the WebAssembly twin
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
