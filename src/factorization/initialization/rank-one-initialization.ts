import type { Random } from "../../random.js";
import type { DeepCpFactorization } from "../models/deep-cp-factorization.js";
import { sliceProduct } from "../slice.js";
import { gaussianInitialization } from "./gaussian-initialization.js";

/**
 * Rank-one, balanced matrices for a deep CP factorization, of unbalancedness magnitude zero.
 *
 * A_i = s u_{i-1} u_i^T with unit Gaussian directions u, so that A_i^T A_i = s^2 u_i u_i^T = A_{i+1} A_{i+1}^T; every
 * vector and matrix of component r has the norm s_r of its first vector. Source: Hariz et al. (2022), Theorem 3.2 (ii).
 *
 * @param deviation standard deviation of the first vector's entries, >= 0
 *
 * Complexity: O(weights).
 * @throws InputError where the deviation is negative or not finite
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { deepCpFactorization, rankOneInitialization } from "seprank/factorization";
 *
 * const model = deepCpFactorization([2, 2], 3, 2);
 * model.unbalancedness(rankOneInitialization(model, 0.1, createRandom(0))) < 1e-12; // => true
 * ```
 */
export function rankOneInitialization(
  factorization: DeepCpFactorization,
  deviation: number,
  random: Random,
): Float64Array {
  const weights = gaussianInitialization(factorization, deviation, random);
  const { shape, components, depths } = factorization;
  for (const slices of components) {
    const norm = Math.sqrt(sliceProduct(weights, weights, slices[0]));
    let next = shape.length; // the component's matrices follow its vectors
    shape.forEach((dimension, n) => {
      const vector = direction(dimension, random);
      for (let d = 0; d < dimension; d++) weights[slices[n].offset + d * slices[n].stride] = norm * vector[d];
      let left = direction(dimension, random);
      for (let i = 0; i < depths[n]; i++) {
        const right = direction(dimension, random);
        const { offset } = slices[next++];
        for (let d = 0; d < dimension; d++)
          for (let e = 0; e < dimension; e++) weights[offset + d * dimension + e] = norm * left[d] * right[e];
        left = right;
      }
    });
  }
  return weights;
}

/** A random point of the unit sphere. */
function direction(dimension: number, random: Random): Float64Array {
  const vector = Float64Array.from({ length: dimension }, () => random.normal());
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
