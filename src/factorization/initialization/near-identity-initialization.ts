import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import type { DeepCpFactorization } from "../models/deep-cp-factorization.js";
import { gaussianInitialization } from "./gaussian-initialization.js";

/**
 * Gaussian vectors and matrices that are small except on the diagonal, for a deep CP factorization.
 *
 * Entries of w_r^n have the standard deviation `vectors`, entries of A_i^{n,r} the standard deviation `matrices`, to which the diagonal
 * adds `diagonal`: signals pass a chain of such matrices where one of small entries would let them vanish. Source: Hariz et al. (2022),
 * section 5.1 ("matrices that are initialized with small values except on the diagonal to speed up learning"), which does not say how large
 * the diagonal is; 1 leaves vectors as they are.
 *
 * @param deviations of the vectors' and the matrices' entries, >= 0
 * @param diagonal default 1
 *
 * Complexity: O(weights).
 * @throws InputError where a deviation is negative, or a number is not finite
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { deepCpFactorization, nearIdentityInitialization } from "seprank/factorization";
 *
 * const model = deepCpFactorization([4, 4], 3, 2);
 * const start = nearIdentityInitialization(model, { vectors: 0.1, matrices: 0.01 }, createRandom(1));
 * start.length === model.weightCount; // => true
 * ```
 */
export function nearIdentityInitialization(
  factorization: DeepCpFactorization,
  { vectors, matrices }: { readonly vectors: number; readonly matrices: number },
  random: Random,
  diagonal = 1,
): Float64Array {
  if (!Number.isFinite(diagonal)) throw new InputError(`diagonal: expected a finite number, got ${diagonal}`);
  const { shape, components } = factorization;
  const weights = gaussianInitialization(
    factorization,
    (block) => (block.startsWith("A") ? matrices : vectors),
    random,
  );
  for (const slices of components)
    for (const { offset, length } of slices.slice(shape.length)) {
      const dimension = Math.round(Math.sqrt(length));
      for (let d = 0; d < dimension; d++) weights[offset + d * (dimension + 1)] += diagonal;
    }
  return weights;
}
