import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import { cpRank } from "../../tensor/cp-rank.js";
import { frobeniusNorm } from "../../tensor/rank-measures.js";
import { createTensor, type Tensor } from "../../tensor/tensor.js";
import type { Factorization } from "../factorization.js";
import { gaussianInitialization } from "../initialization/gaussian-initialization.js";
import { cpFactorization } from "../models/cp-factorization.js";

/** Draws before giving up on a tensor of the CP rank asked for; of Gaussian weights one nearly always has it. */
const MAX_DRAWS = 20;

/**
 * A random tensor of low rank: the end tensor of a factorization with independent standard normal weights, scaled to a
 * norm.
 *
 * A matrix factorization of hidden size R gives matrix rank R, a hierarchical one with R_v local components the
 * hierarchical tensor rank that goes with them. Source: thesis appendices A.2.2.2, B.2.2.1 and C.4.2.1.
 *
 * @param norm Frobenius norm, > 0: 1 in chapters 1 and 2, the root of the number of entries in chapter 3
 *
 * Complexity: the end tensor.
 * @throws InputError where the norm is not positive
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { groundTruth, matrixFactorization } from "seprank/factorization";
 * import { numericalRank } from "seprank/tensor";
 *
 * const truth = groundTruth(matrixFactorization([4, 4], 2, 1), 5, createRandom(0));
 * numericalRank(truth); // => 1
 * ```
 */
export function groundTruth(factorization: Factorization, norm: number, random: Random): Tensor {
  if (!(norm > 0)) throw new InputError(`norm of the ground truth: expected a number > 0, got ${norm}`);
  const { shape, data } = factorization.endTensor(gaussianInitialization(factorization, 1, random));
  const factor = norm / frobeniusNorm(data);
  return createTensor(
    shape,
    data.map((value) => value * factor),
  );
}

/**
 * A random tensor of a CP rank that alternating least squares confirms: drawn again while fewer components come within
 * the threshold.
 *
 * Source: thesis appendix A.2.2.2.
 *
 * @param rank R >= 1
 * @param norm Frobenius norm, > 0
 *
 * Complexity: {@link groundTruth} and {@link cpRank} up to `rank - 1`, for every draw.
 * @throws InputError where an argument is out of range, or no draw has the rank
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { cpGroundTruth } from "seprank/factorization";
 * import { frobeniusNorm } from "seprank/tensor";
 *
 * frobeniusNorm(cpGroundTruth([3, 3, 3], 2, 10, createRandom(0)).data); // ≈ 10.000
 * ```
 */
export function cpGroundTruth(shape: readonly number[], rank: number, norm: number, random: Random): Tensor {
  const factorization = cpFactorization(shape, rank);
  const entries = shape.reduce((product, dimension) => product * dimension, 1);
  for (let draw = 0; draw < MAX_DRAWS; draw++) {
    const truth = groundTruth(factorization, norm, random);
    const threshold = (1e-6 * norm ** 2) / entries; // the paper's 1e-6 for entries of mean square one
    if (cpRank(truth, random, { maxRank: rank - 1, threshold }).rank === undefined) return truth;
  }
  throw new InputError(`CP rank of the ground truth: expected ${rank}, got less in ${MAX_DRAWS} draws`);
}
