import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import { svd } from "../../tensor/svd.js";
import { createTensor } from "../../tensor/tensor.js";
import { type DeterminantSign, drawWithSign } from "../models/end-determinant.js";
import type { MatrixFactorization } from "../models/matrix-factorization.js";

/**
 * Balanced layers of a Gaussian end matrix: W_{l+1}^T W_{l+1} = W_l W_l^T for all l.
 *
 * A = U S V^T is drawn with independent entries; W_L = U S^(1/L), W_l = S^(1/L), W_1 = S^(1/L) V^T, filled up with zeros.
 * Source: Procedure 1 of Arora et al. (2019, "A convergence analysis of gradient descent for deep linear neural
 * networks"); thesis appendix A.2.2.1, by which the excess rows or columns of a rectangular end matrix are zero.
 *
 * @param deviation of the end matrix's entries, > 0
 * @param sign of the end matrix's determinant; drawn again until it is that. Default "any"
 *
 * Complexity: one singular value decomposition of the end matrix for every draw.
 * @throws InputError where the deviation is not positive, a hidden size is below min(rows, columns), or the sign never
 *   comes
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { balancedInitialization, matrixFactorization } from "seprank/factorization";
 *
 * const model = matrixFactorization([3, 3], 3);
 * const weights = balancedInitialization(model, 0.1, createRandom(0));
 * model.unbalancedness(weights) < 1e-12; // => true
 * ```
 */
export function balancedInitialization(
  factorization: MatrixFactorization,
  deviation: number,
  random: Random,
  sign: DeterminantSign = "any",
): Float64Array {
  const { depth, sizes, blocks, shape, weightCount } = factorization;
  const side = Math.min(...shape);
  if (!(deviation > 0)) throw new InputError(`standard deviation: expected a number > 0, got ${deviation}`);
  if (Math.min(...sizes) < side)
    throw new InputError(
      `balanced initialization: expected hidden sizes >= ${side}, got ${Math.min(...sizes)}`,
    );
  return drawWithSign(factorization, sign, () => {
    const square = createTensor(
      [side, side],
      Float64Array.from({ length: side * side }, () => deviation * random.normal()),
    );
    const { left, values, right } = svd(square);
    const weights = new Float64Array(weightCount);
    blocks.forEach(({ offset, columns }, l) => {
      for (let i = 0; i < side; i++)
        for (let j = 0; j < side; j++) {
          const place = offset + i * columns + j;
          if (l === 0) weights[place] = values[i] ** (1 / depth) * right.data[j * side + i];
          else if (l === depth - 1) weights[place] = left.data[i * side + j] * values[j] ** (1 / depth);
          else if (i === j) weights[place] = values[i] ** (1 / depth);
        }
    });
    return weights;
  });
}
