import { InputError } from "../errors.js";
import type { Random } from "../random.js";
import { type CpAlsOptions, cpAls } from "./cp-als.js";
import { matricize } from "./matricization.js";
import { singularValues } from "./svd.js";
import type { Tensor } from "./tensor.js";

/** An estimate of a tensor's CP rank with what is certain about it. */
export interface CpRankEstimate {
  /**
   * The least R at which alternating least squares got the mean squared error to the threshold; undefined where none did.
   */
  readonly rank: number | undefined;
  /** No tensor of fewer components is within the threshold: certain, from the singular values of the matricizations. */
  readonly lowerBound: number;
  /** Every R tried, rising: starts made, starts that reached the threshold, and the least mean squared error. */
  readonly attempts: readonly { rank: number; starts: number; reached: number; meanSquaredError: number }[];
}

/**
 * Estimated CP rank: the least number of components with which alternating least squares comes within a threshold.
 *
 * Source: thesis appendix A.2.2.2. The rank that comes within the threshold lies in [`lowerBound`, `rank`]: `rank`
 * components are enough (they were found) and fewer than `lowerBound` cannot be, since a matricization's distance from
 * rank R is at most the tensor's distance from CP rank R. In between, that no start reached the threshold is evidence and
 * no proof.
 *
 * @param threshold mean squared error; default 1e-6, the paper's
 * @param maxRank the last R tried; default: the product of all dimensions over the largest, which is always enough
 *
 * Complexity: `rank - lowerBound + 1` runs of {@link cpAls}.
 * @throws InputError as {@link cpAls}, and where the threshold is not positive
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { cpRank, createTensor } from "seprank/tensor";
 *
 * const diagonal = createTensor([2, 2, 2], Float64Array.of(1, 0, 0, 0, 0, 0, 0, 1));
 * cpRank(diagonal, createRandom(0)).rank; // => 2
 * ```
 */
export function cpRank(
  tensor: Tensor,
  random: Random,
  {
    threshold = 1e-6,
    maxRank = tensor.data.length / Math.max(...tensor.shape),
    ...options
  }: Omit<CpAlsOptions, "target"> & { readonly threshold?: number; readonly maxRank?: number } = {},
): CpRankEstimate {
  if (!(threshold > 0)) throw new InputError(`CP rank threshold: expected a number > 0, got ${threshold}`);
  const allowed = threshold * tensor.data.length;
  const lowerBound = Math.max(
    ...tensor.shape.map((_, mode) => ranksNeeded(matricize(tensor, [mode]), allowed)),
  );
  const attempts: { rank: number; starts: number; reached: number; meanSquaredError: number }[] = [];
  if (lowerBound === 0) return { rank: 0, lowerBound, attempts };
  for (let rank = lowerBound; rank <= maxRank; rank++) {
    const { starts, meanSquaredError } = cpAls(tensor, rank, random, { ...options, target: threshold });
    const reached = starts.filter((error) => error <= threshold).length;
    attempts.push({ rank, starts: starts.length, reached, meanSquaredError });
    if (reached > 0) return { rank, lowerBound, attempts };
  }
  return { rank: undefined, lowerBound, attempts };
}

/** The least R such that the squares of the singular values after the R-th sum to `allowed` or less. */
function ranksNeeded(matrix: Tensor, allowed: number): number {
  const values = singularValues(matrix);
  let tail = 0;
  let rank = values.length;
  while (rank > 0 && tail + values[rank - 1] ** 2 <= allowed) tail += values[--rank] ** 2;
  return rank;
}
