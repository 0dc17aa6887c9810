import type { Random } from "../../random.js";
import { type DeterminantSign, drawWithSign } from "../models/end-determinant.js";
import type { MatrixFactorization } from "../models/matrix-factorization.js";
import { gaussianInitialization } from "./gaussian-initialization.js";

/**
 * Independent Gaussian layers, calibrated to a standard deviation of the end matrix's entries.
 *
 * Layers have deviation (deviation^2 / D^(L-1))^(1/(2L)), with D the hidden size. Of a rectangular end matrix, the excess
 * rows (of W_L) or columns (of W_1) are cleared. Source: thesis appendix A.2.2.1.
 *
 * @param deviation of the end matrix's entries, > 0
 * @param sign of the end matrix's determinant; drawn again until it is that. Default "any"
 * @throws InputError where the deviation is out of range or the sign never comes
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { endDeterminant, matrixFactorization, unbalancedInitialization } from "seprank/factorization";
 *
 * const model = matrixFactorization([2, 2], 3);
 * endDeterminant(model, unbalancedInitialization(model, 0.1, createRandom(0), 1)) > 0; // => true
 * ```
 */
export function unbalancedInitialization(
  factorization: MatrixFactorization,
  deviation: number,
  random: Random,
  sign: DeterminantSign = "any",
): Float64Array {
  const { depth, sizes, blocks, shape } = factorization;
  const layerDeviation = (deviation ** 2 / sizes[1] ** (depth - 1)) ** (1 / (2 * depth));
  const [rows, columns] = shape;
  return drawWithSign(factorization, sign, () => {
    const weights = gaussianInitialization(factorization, layerDeviation, random);
    const left = blocks[depth - 1];
    if (rows > columns)
      weights.fill(0, left.offset + columns * left.columns, left.offset + left.rows * left.columns);
    for (let row = 0; row < blocks[0].rows; row++)
      if (columns > rows) weights.fill(0, row * columns + rows, (row + 1) * columns);
    return weights;
  });
}
