import type { DeepCpFactorization } from "../models/deep-cp-factorization.js";
import { sliceProduct } from "../slice.js";
import { componentNorm } from "./component-rates.js";

/** How theory says a component of a deep CP factorization moves. */
export interface DeepCpRate {
  /** |w_r^1 ⊗ ... ⊗ w_r^N|, without the matrices. */
  readonly vectorNorm: number;
  /** delta_r, the inner product of minus the loss's gradient with the component of normalized vectors and matrices. */
  readonly projection: number;
  /** Predicted rate of `vectorNorm` for unbalancedness magnitude zero. */
  readonly rate: number;
  /** Upper bound of the norm of the component with its matrices, for unbalancedness magnitude zero. */
  readonly blockNormBound: number;
}

/**
 * Predicted rates of the vectors' part of a deep CP factorization's components.
 *
 * d/dt y = N delta y^(2 - 2/N + K/N) and |component| <= y^(1 + K/N), K = k_1 + ... + k_N. Source: Hariz et al. (2022),
 * Theorems 3.2 (i) and 3.3.
 *
 * @param gradient of the loss with respect to the weights
 *
 * Complexity: O(weights).
 */
export function deepCpRates(
  factorization: DeepCpFactorization,
  weights: Float64Array,
  gradient: Float64Array,
): DeepCpRate[] {
  const order = factorization.shape.length;
  const matrices = factorization.depths.reduce((sum, depth) => sum + depth, 0);
  return factorization.components.map((slices) => {
    const vectorNorm = componentNorm(slices.slice(0, order), weights);
    const norm = componentNorm(slices, weights);
    const projection = norm === 0 ? 0 : -sliceProduct(weights, gradient, slices[0]) / norm;
    return {
      vectorNorm,
      projection,
      rate: order * projection * vectorNorm ** (2 - 2 / order + matrices / order),
      blockNormBound: vectorNorm ** (1 + matrices / order),
    };
  });
}

/**
 * Norms of a deep CP factorization's components with their matrices, by component.
 *
 * |A^{1,r} w_r^1 ⊗ ... ⊗ A^{N,r} w_r^N|. Source: Hariz et al. (2022), sections 2 and 5.3, where components of norm above
 * 1 are counted as the learned tensor's effective CP rank.
 *
 * Complexity: O(weights).
 */
export function blockNorms(factorization: DeepCpFactorization, weights: Float64Array): Float64Array {
  const { componentCount, shape } = factorization;
  const norms = new Float64Array(componentCount).fill(1);
  factorization.effectiveFactors(weights).forEach((factor, n) => {
    for (let r = 0; r < componentCount; r++)
      norms[r] *= Math.sqrt(
        sliceProduct(factor, factor, { offset: r, stride: componentCount, length: shape[n] }),
      );
  });
  return norms;
}
