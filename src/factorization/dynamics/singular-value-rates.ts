import { svd } from "../../tensor/svd.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { MatrixFactorization } from "../models/matrix-factorization.js";
import { predictedRate } from "./predicted-rate.js";

/** A singular value of the end matrix and how theory says it moves. */
export interface SingularValueRate {
  readonly value: number;
  /** The inner product of minus the loss's gradient with the singular component u v^T. */
  readonly projection: number;
  /** Predicted rate for unbalancedness magnitude zero. */
  readonly rate: number;
}

/**
 * Predicted rates of the end matrix's singular values, falling with them.
 *
 * d sigma_r / dt = sigma_r^(2 - 2/L) L <-gradient, u_r v_r^T>. Source: thesis equation 3.1 (Arora et al. 2019, Theorem
 * 3).
 *
 * @param gradient of the loss with respect to the end matrix, as by {@link lossGradient}
 *
 * Complexity: one singular value decomposition of the end matrix.
 *
 * @example
 * ```ts
 * import { identityInitialization, matrixFactorization, singularValueRates } from "seprank/factorization";
 * import { createTensor } from "seprank/tensor";
 *
 * const model = matrixFactorization([2, 2], 2);
 * const weights = identityInitialization(model, 0.25);
 * const gradient = createTensor([2, 2], Float64Array.of(-3, 0, 0, -3));
 * singularValueRates(model, weights, gradient).map(({ rate }) => Math.round(1e9 * rate) / 1e9); // => [1.5, 1.5]
 * ```
 */
export function singularValueRates(
  factorization: MatrixFactorization,
  weights: Float64Array,
  gradient: Tensor,
): SingularValueRate[] {
  const { left, values, right } = svd(factorization.endTensor(weights));
  const [rows, columns] = factorization.shape;
  const width = values.length;
  return Array.from(values, (value, r) => {
    let projection = 0;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        projection -= gradient.data[i * columns + j] * left.data[i * width + r] * right.data[j * width + r];
    return { value, projection, rate: predictedRate(value, factorization.depth, projection).rate };
  });
}
