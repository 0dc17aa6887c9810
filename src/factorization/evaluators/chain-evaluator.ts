import type { Inputs } from "../inputs.js";
import type { Lift } from "../lift.js";
import type { SampleArrays } from "../weight-workspace.js";
import type { Pass } from "./pair-evaluator.js";

/**
 * Predictions of a CP form sample by sample, in memory that does not depend on their number: for tensors of so many modes
 * that shared products would not fit.
 *
 * dy_i / df^n_{i,r} = the product over the other modes, from prefix products and a running suffix product, so no division.
 *
 * Complexity: O(N R count) time for each call, O(N R) memory beside the lifts.
 */
export function createChainEvaluator(
  lifts: readonly Lift[],
  rank: number,
  { count, rows }: Inputs,
  { samples, residuals }: SampleArrays,
): Pass {
  const order = lifts.length;
  // prefixes[n] of a sample: its residual times the product over the modes before n.
  const prefixes = lifts.map(() => new Float64Array(rank));
  const suffix = new Float64Array(rank);
  const values = (n: number) => lifts[n].lifted.values.values;
  return {
    forward() {
      for (const lift of lifts) lift.forward();
      for (let i = 0; i < count; i++) {
        suffix.fill(1);
        for (let n = 0; n < order - 1; n++)
          multiplyRow(suffix, suffix, values(n), rows[i * order + n] * rank);
        samples.values[i] = dotRow(suffix, values(order - 1), rows[i * order + order - 1] * rank);
      }
    },
    backward() {
      for (const { lifted } of lifts) lifted.gradient.values.fill(0);
      for (let i = 0; i < count; i++) {
        const residual = residuals.values[i];
        if (residual === 0) continue;
        prefixes[0].fill(residual);
        for (let n = 1; n < order; n++)
          multiplyRow(prefixes[n], prefixes[n - 1], values(n - 1), rows[i * order + n - 1] * rank);
        suffix.fill(1);
        for (let n = order - 1; n >= 0; n--) addProduct(n, rows[i * order + n] * rank);
      }
      for (const lift of lifts) lift.backward();
    },
  };

  /** Adds prefix * suffix to the row of factor n's gradient at a place, and takes the row of the factor into the suffix. */
  function addProduct(n: number, at: number): void {
    const sum = lifts[n].lifted.gradient.values;
    const prefix = prefixes[n];
    const matrix = values(n);
    for (let r = 0; r < suffix.length; r++) {
      const value = suffix[r];
      sum[at + r] += prefix[r] * value;
      suffix[r] = value * matrix[at + r];
    }
  }
}

function multiplyRow(out: Float64Array, product: Float64Array, matrix: Float64Array, at: number): void {
  for (let r = 0; r < out.length; r++) out[r] = product[r] * matrix[at + r];
}

function dotRow(product: Float64Array, matrix: Float64Array, at: number): number {
  let sum = 0;
  for (let r = 0; r < product.length; r++) sum += product[r] * matrix[at + r];
  return sum;
}
