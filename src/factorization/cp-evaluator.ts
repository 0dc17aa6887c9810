import type { Inputs } from "./inputs.js";
import { createLift } from "./lift.js";

/** As {@link Evaluator}, over factor matrices instead of flat weights. */
export interface CpEvaluator {
  /** @param factors matrix n is [D_n, R]; @param predictions [count], overwritten */
  predict(factors: readonly Float64Array[], predictions: Float64Array): void;
  /** For the factors of the last call of `predict`. @param gradients matrix n is [D_n, R], overwritten */
  pullBack(residuals: Float64Array, gradients: readonly Float64Array[]): void;
}

/**
 * Predictions of a CP form at given inputs, and their gradient.
 *
 * y_i = sum over r of the product over n of f^n_{i,r}, with f^n_i the row of sample i in the (lifted) factor n; dy_i /
 * df^n_{i,r} = the product over the other modes, from prefix products and a running suffix product, so no division.
 *
 * Complexity: O(N R count) time for each call, O(N R) memory beside the lifts.
 */
export function createCpEvaluator(shape: readonly number[], rank: number, inputs: Inputs): CpEvaluator {
  const { count, rows } = inputs;
  const order = shape.length;
  const lifts = shape.map((dimension, n) => createLift(inputs, n, dimension, rank));
  const lifted = new Array<Float64Array>(order);
  // prefixes[n] of a sample: its residual times the product over the modes before n.
  const prefixes = shape.map(() => new Float64Array(rank));
  const suffix = new Float64Array(rank);
  return {
    predict(factors, predictions) {
      for (let n = 0; n < order; n++) lifted[n] = lifts[n].forward(factors[n]);
      for (let i = 0; i < count; i++) {
        suffix.fill(1);
        for (let n = 0; n < order - 1; n++)
          multiplyRow(suffix, suffix, lifted[n], rows[i * order + n] * rank);
        predictions[i] = dotRow(suffix, lifted[order - 1], rows[i * order + order - 1] * rank);
      }
    },
    pullBack(residuals, gradients) {
      const rooms = lifts.map((lift, n) => lift.room(gradients[n]));
      for (let i = 0; i < count; i++) {
        if (residuals[i] === 0) continue;
        prefixes[0].fill(residuals[i]);
        for (let n = 1; n < order; n++)
          multiplyRow(prefixes[n], prefixes[n - 1], lifted[n - 1], rows[i * order + n - 1] * rank);
        suffix.fill(1);
        for (let n = order - 1; n >= 0; n--)
          addProduct(rooms[n], rows[i * order + n] * rank, prefixes[n], suffix, lifted[n]);
      }
      for (let n = 0; n < order; n++) lifts[n].backward(gradients[n]);
    },
  };
}

function multiplyRow(out: Float64Array, product: Float64Array, matrix: Float64Array, at: number): void {
  for (let r = 0; r < out.length; r++) out[r] = product[r] * matrix[at + r];
}

function dotRow(product: Float64Array, matrix: Float64Array, at: number): number {
  let sum = 0;
  for (let r = 0; r < product.length; r++) sum += product[r] * matrix[at + r];
  return sum;
}

/** Adds prefix * suffix to a row of the gradient, and takes the row of the factor into the suffix. */
function addProduct(
  sum: Float64Array,
  at: number,
  prefix: Float64Array,
  suffix: Float64Array,
  matrix: Float64Array,
): void {
  for (let r = 0; r < suffix.length; r++) {
    const value = suffix[r];
    sum[at + r] += prefix[r] * value;
    suffix[r] = value * matrix[at + r];
  }
}
