import { InputError } from "../errors.js";
import { singularValues } from "../tensor/svd.js";
import type { Tensor } from "../tensor/tensor.js";

/** How a rank is read off a matrix of floats. */
export interface RankOptions {
  /** Error of an entry, in parts of the largest absolute value there is; in [0, 1), default 2^-44 (256 roundings). */
  readonly accuracy?: number;
  /** Singular values up to this part of the largest count as none, in [0, 1); default 0: only what may be an error does. */
  readonly tolerance?: number;
}

/** A rank found in floats, and what it rests on. */
export interface RankFromBelow {
  /** Number of singular values above the threshold; 0 of a zero matrix. */
  readonly rank: number;
  readonly threshold: number;
  /** Falling. */
  readonly singularValues: Float64Array;
}

/**
 * A lower bound on the rank of a matrix whose entries are known up to rounding.
 *
 * threshold = max(rows, columns) 2^-52 s_1 + accuracy sqrt(rows * columns) max |entry|, or tolerance * s_1 where that is
 * more. Where the entries are as accurate as stated, the matrix differs from the exact one by a matrix of spectral norm up
 * to the second term, and the decomposition is off by up to about the first; so the exact matrix has at least `rank`
 * singular values that are not 0 (Weyl's inequality).
 *
 * @param matrix [rows, columns]
 *
 * Complexity: O(rows * columns * min(rows, columns)).
 * @throws InputError where the argument is no finite matrix, or accuracy or tolerance are out of range
 *
 * @example
 * ```ts
 * import { rankFromBelow } from "seprank/separation-rank";
 * import { createTensor } from "seprank/tensor";
 *
 * rankFromBelow(createTensor([2, 2], Float64Array.of(1, 2, 2, 4))).rank; // => 1
 * ```
 */
export function rankFromBelow(
  matrix: Tensor,
  { accuracy = 2 ** -44, tolerance = 0 }: RankOptions = {},
): RankFromBelow {
  for (const [name, value] of Object.entries({ accuracy, tolerance }))
    if (!(value >= 0 && value < 1))
      throw new InputError(`${name}: expected a number from 0 up to 1, got ${value}`);
  const values = singularValues(matrix);
  const largest = matrix.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const [rows, columns] = matrix.shape;
  const error =
    Math.max(rows, columns) * Number.EPSILON * values[0] + accuracy * Math.sqrt(rows * columns) * largest;
  const threshold = Math.max(error, tolerance * values[0]);
  return { rank: values.filter((value) => value > threshold).length, threshold, singularValues: values };
}
