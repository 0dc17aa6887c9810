/** A dense tensor of measurements with the names of its places. */
export interface ClimateTensor {
  readonly title: string;
  readonly shape: readonly number[];
  /** row-major; every variable has mean 0 and variance 1 over the tensor */
  readonly data: Float64Array;
  /** by mode, what its places are */
  readonly places: readonly (readonly string[])[];
}

/**
 * Standardizes every variable over the tensor: mean 0, variance 1, so that predicting zeros has the mean squared error 1.
 *
 * @param mode the mode of the variables
 *
 * Complexity: O(entries). A variable of variance 0 becomes 0.
 */
export function standardizeVariables(
  data: Float64Array,
  shape: readonly number[],
  mode: number,
): Float64Array {
  const inner = shape.slice(mode + 1).reduce((product, size) => product * size, 1);
  const variableOf = (k: number) => Math.floor(k / inner) % shape[mode];
  const count = data.length / shape[mode];
  const means = new Float64Array(shape[mode]);
  data.forEach((value, k) => {
    means[variableOf(k)] += value / count;
  });
  const variances = new Float64Array(shape[mode]);
  data.forEach((value, k) => {
    variances[variableOf(k)] += (value - means[variableOf(k)]) ** 2 / count;
  });
  return data.map((value, k) => {
    const deviation = Math.sqrt(variances[variableOf(k)]);
    return deviation === 0 ? 0 : (value - means[variableOf(k)]) / deviation;
  });
}
