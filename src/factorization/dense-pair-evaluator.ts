import { matMul } from "../tensor/mat-mul.js";
import { matMulTransposedLeft } from "../tensor/mat-mul-transposed-left.js";
import { matMulTransposedRight } from "../tensor/mat-mul-transposed-right.js";
import type { CpEvaluator } from "./cp-evaluator.js";
import type { Inputs } from "./inputs.js";

/**
 * Entries of A B^T, and their gradient, by whole matrix products: what {@link createCpEvaluator} does for a CP form of
 * order two, faster where a good part of all entries is asked for.
 *
 * dA = G B and dB = G^T A, with G the matrix of residuals.
 *
 * @param shape [rows, columns] of A B^T
 * @param inner columns of A and B
 * @param inputs of entries, without vectors
 *
 * Complexity: O(rows * columns * inner) for each call, O(rows * columns) memory.
 */
export function createDensePairEvaluator(
  [rows, columns]: readonly [number, number],
  inner: number,
  inputs: Inputs,
): CpEvaluator {
  const product = new Float64Array(rows * columns);
  const received = new Float64Array(rows * columns);
  const places = Uint32Array.from(
    { length: inputs.count },
    (_, i) => inputs.rows[2 * i] * columns + inputs.rows[2 * i + 1],
  );
  let last: readonly Float64Array[] = [];
  return {
    predict(factors, predictions) {
      last = factors;
      matMulTransposedRight(factors[0], factors[1], product, rows, inner, columns);
      for (let i = 0; i < places.length; i++) predictions[i] = product[places[i]];
    },
    pullBack(residuals, gradients) {
      received.fill(0);
      for (let i = 0; i < places.length; i++) received[places[i]] += residuals[i];
      matMul(received, last[1], gradients[0], rows, columns, inner);
      matMulTransposedLeft(received, last[0], gradients[1], columns, rows, inner);
    },
  };
}
