import { InputError } from "../errors.js";
import { singularValues } from "./svd.js";
import type { Tensor } from "./tensor.js";

/**
 * Numerical rank of a matrix: how many singular values exceed `tolerance` times the largest.
 *
 * @param tolerance relative, in [0, 1); by default max(rows, columns) times the spacing of floats at 1 (2^-52), below
 *   which a singular value cannot be told from rounding. Weights learned by gradient descent need a coarser one, say
 *   1e-2.
 *
 * Complexity: one singular value decomposition.
 * @throws InputError where the argument is no finite matrix or the tolerance is out of range
 */
export function numericalRank(
  matrix: Tensor,
  tolerance: number = Math.max(...matrix.shape) * Number.EPSILON,
): number {
  checkRankTolerance(tolerance);
  const values = singularValues(matrix);
  return values.filter((value) => value > tolerance * values[0]).length;
}

/** @throws InputError where the tolerance is not in [0, 1) */
export function checkRankTolerance(tolerance: number): void {
  if (!(tolerance >= 0 && tolerance < 1))
    throw new InputError(`rank tolerance: expected a number from 0 up to 1, got ${tolerance}`);
}
