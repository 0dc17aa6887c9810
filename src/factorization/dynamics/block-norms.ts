import type { DeepCpFactorization } from "../models/deep-cp-factorization.js";
import { sliceProduct } from "../slice.js";

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
