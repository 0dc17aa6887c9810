import { InputError } from "../errors.js";
import { matricize } from "./matricization.js";
import type { ModeTree } from "./mode-tree.js";
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
 *
 * @example
 * ```ts
 * import { createTensor, numericalRank } from "seprank/tensor";
 *
 * numericalRank(createTensor([2, 2], Float64Array.of(1, 2, 2, 4))); // => 1
 * ```
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

/**
 * Hierarchical tensor rank: the ranks of a tensor's matricizations by all nodes of a mode tree but its root.
 *
 * Source: thesis Definition 7.
 *
 * @param tolerance see {@link numericalRank}
 * @returns rank by place in `tree.nodes`, without the root, which is last there
 *
 * Complexity: one singular value decomposition of a matricization at every node.
 * @throws InputError where the tensor's order is not the tree's
 *
 * @example
 * ```ts
 * import { createTensor, hierarchicalRank, shallowModeTree } from "seprank/tensor";
 *
 * const diagonal = createTensor([2, 2, 2], Float64Array.of(1, 0, 0, 0, 0, 0, 0, 1));
 * hierarchicalRank(diagonal, shallowModeTree(3)); // => [2, 2, 2]
 * ```
 */
export function hierarchicalRank(tensor: Tensor, tree: ModeTree, tolerance?: number): number[] {
  checkOrder(tensor, tree);
  return tree.nodes.slice(0, -1).map(({ modes }) => numericalRank(matricize(tensor, modes), tolerance));
}

/** @throws InputError where the tensor's order is not the tree's */
export function checkOrder(tensor: Tensor, tree: ModeTree): void {
  if (tensor.shape.length !== tree.order)
    throw new InputError(
      `mode tree: expected one over ${tensor.shape.length} modes as in the tensor, got ${tree.order}`,
    );
}

/**
 * Effective rank: the exponential of the entropy of the singular values' distribution.
 *
 * erank = exp(-sum over r of p_r ln p_r), p_r = sigma_r / (sum of all). Source: thesis Definition 1 (Roy and Vetterli
 * 2007). It is 1 for one non-zero singular value and K for K equal ones; the zero matrix, for which it is not defined,
 * gives 0.
 *
 * @param singularValues non-negative, in any order
 *
 * Complexity: O(length).
 *
 * @example
 * ```ts
 * import { effectiveRank } from "seprank/tensor";
 *
 * effectiveRank([1, 1, 1]); // ≈ 3.000
 * effectiveRank([1, 0, 0]); // ≈ 1.000
 * ```
 */
export function effectiveRank(singularValues: ArrayLike<number>): number {
  let total = 0;
  for (let r = 0; r < singularValues.length; r++) total += singularValues[r];
  if (total === 0) return 0;
  let entropy = 0;
  for (let r = 0; r < singularValues.length; r++) {
    const share = singularValues[r] / total;
    if (share > 0) entropy -= share * Math.log(share);
  }
  return Math.exp(entropy);
}

/**
 * Frobenius (Euclidean) norm of an array of numbers, safe from overflow and underflow of their squares.
 *
 * Complexity: O(length), two passes.
 *
 * @example
 * ```ts
 * import { frobeniusNorm } from "seprank/tensor";
 *
 * frobeniusNorm([3, 4]); // => 5
 * ```
 */
export function frobeniusNorm(values: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.abs(values[k]));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += (values[k] / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** {@link frobeniusNorm} of the difference of two lists of numbers of one length. */
export function frobeniusDistance(left: Float64Array, right: Float64Array): number {
  return frobeniusNorm(left.map((value, k) => value - right[k]));
}

/**
 * Schatten-p norm (a quasi-norm for p < 1) of a matrix of given singular values.
 *
 * (sum over r of sigma_r^p)^(1/p); p = 1, 2 and infinity are the nuclear, Frobenius and spectral norm. Source: thesis
 * section 1.3.1, footnote 5.
 *
 * @param singularValues non-negative, in any order
 * @param p in (0, infinity]
 *
 * Complexity: O(length).
 * @throws InputError where p is not positive
 *
 * @example
 * ```ts
 * import { schattenNorm } from "seprank/tensor";
 *
 * schattenNorm([4, 3], 2); // => 5
 * schattenNorm([4, 3], 1); // => 7
 * ```
 */
export function schattenNorm(singularValues: ArrayLike<number>, p: number): number {
  if (!(p > 0)) throw new InputError(`Schatten norm: expected p > 0 (or infinity), got ${p}`);
  let largest = 0;
  for (let r = 0; r < singularValues.length; r++) largest = Math.max(largest, singularValues[r]);
  if (largest === 0 || p === Number.POSITIVE_INFINITY) return largest;
  let sum = 0;
  for (let r = 0; r < singularValues.length; r++) sum += (singularValues[r] / largest) ** p;
  return largest * sum ** (1 / p);
}

/**
 * Frobenius distance from a matrix of given singular values to the nearest matrix of rank R or less.
 *
 * D(W, M_R) = (sum over r > R of sigma_r^2)^(1/2). Source: thesis Definition 2 with the theorem of Eckart and Young
 * (1936).
 *
 * @param singularValues falling
 * @param rank R >= 0
 *
 * Complexity: O(length).
 * @throws InputError where the rank is no integer >= 0
 *
 * @example
 * ```ts
 * import { distanceFromRank } from "seprank/tensor";
 *
 * distanceFromRank([5, 4, 3], 1); // => 5
 * ```
 */
export function distanceFromRank(singularValues: ArrayLike<number>, rank: number): number {
  if (!Number.isInteger(rank) || rank < 0)
    throw new InputError(`rank: expected an integer >= 0, got ${rank}`);
  return frobeniusNorm(Array.from(singularValues).slice(rank));
}
