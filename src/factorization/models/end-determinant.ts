import { determinant, Matrix } from "ml-matrix";
import { InputError } from "../../errors.js";
import type { MatrixFactorization } from "./matrix-factorization.js";

/** The sign that the end matrix's determinant is to have, where it is to have one. */
export type DeterminantSign = 1 | -1 | "any";

/** Draws before giving up; each has the sign with probability one half. */
const MAX_DRAWS = 200;

/**
 * Determinant of the end matrix, or of its top-left square of side min(rows, columns).
 *
 * Source: thesis appendix A.2.2.1. Its sign does not change under gradient flow (Lemma 6).
 *
 * Complexity: O(side^3) beside the end matrix.
 *
 * @example
 * ```ts
 * import { endDeterminant, identityInitialization, matrixFactorization } from "seprank/factorization";
 *
 * const model = matrixFactorization([2, 2], 2);
 * endDeterminant(model, identityInitialization(model, 3)); // ≈ 9.0
 * ```
 */
export function endDeterminant(factorization: MatrixFactorization, weights: Float64Array): number {
  const { shape, data } = factorization.endTensor(weights);
  const side = Math.min(...shape);
  return determinant(Matrix.from1DArray(shape[0], shape[1], data).subMatrix(0, side - 1, 0, side - 1));
}

/**
 * Draws weights again until the end matrix's determinant has a given sign (twice on average).
 *
 * @throws InputError where it never has
 */
export function drawWithSign(
  factorization: MatrixFactorization,
  sign: DeterminantSign,
  draw: () => Float64Array,
): Float64Array {
  for (let k = 0; k < MAX_DRAWS; k++) {
    const weights = draw();
    if (sign === "any" || Math.sign(endDeterminant(factorization, weights)) === sign) return weights;
  }
  throw new InputError(
    `initialization: expected a determinant of sign ${sign}, got none in ${MAX_DRAWS} draws; a larger deviation keeps it from rounding to 0`,
  );
}
