import { normalDensity, normalTail } from "./normal.js";
import { ranksOf } from "./ranks.js";

/** What Friedman's test says of methods that were measured on the same blocks. */
export interface FriedmanTest {
  /** N */
  readonly blocks: number;
  /** [k] by method: 1 for one that is best in every block; tied methods share the mean of their ranks */
  readonly meanRanks: readonly number[];
  /** chi-square of k - 1 degrees of freedom, corrected for ties */
  readonly statistic: number;
  /** that mean ranks differ so much, or more, by chance; approximate, for ten blocks and more */
  readonly pValue: number;
}

/**
 * Friedman's test of whether k methods differ, from their ranks in N blocks:
 *
 *   chi^2 = (12 / (N k (k + 1)) sum_j R_j^2 - 3 N (k + 1)) / (1 - sum_t (t^3 - t) / (N (k^3 - k))),
 *
 * R_j the sum of a method's ranks, t the sizes of groups of tied values in a block.
 *
 * Source: Friedman, "The use of ranks to avoid the assumption of normality implicit in the analysis of variance" (1937); Demsar,
 * "Statistical comparisons of classifiers over multiple data sets" (JMLR 2006), section 3.2.2; correction for ties: Conover, "Practical
 * Nonparametric Statistics" (1999), section 5.8.
 *
 * @param scores [N][k], the highest is best; N >= 1, k >= 2
 * @returns statistic 0 and p-value 1 where all values of every block are tied
 *
 * Complexity: O(N k log k).
 */
export function friedmanTest(scores: readonly (readonly number[])[]): FriedmanTest {
  const blocks = scores.length;
  const methods = scores[0].length;
  const sums = new Float64Array(methods);
  let tied = 0;
  for (const block of scores) {
    const { ranks, ties } = ranksOf(block);
    for (let j = 0; j < methods; j++) sums[j] += ranks[j];
    tied += ties;
  }
  const squares = sums.reduce((sum, rank) => sum + rank * rank, 0);
  const spread = (12 * squares) / (blocks * methods * (methods + 1)) - 3 * blocks * (methods + 1);
  const correction = 1 - tied / (blocks * (methods ** 3 - methods));
  const statistic = correction === 0 ? 0 : Math.max(0, spread / correction);
  return {
    blocks,
    meanRanks: Array.from(sums, (sum) => sum / blocks),
    statistic,
    pValue: chiSquareTail(statistic, methods - 1),
  };
}

/**
 * P(X > x) of the chi-square distribution with an integer number of degrees of freedom: a finite sum.
 *
 * Source: Abramowitz, Stegun, "Handbook of Mathematical Functions", 26.4.4 and 26.4.5.
 *
 * @param x >= 0
 * @param freedom an integer >= 1
 *
 * Complexity: O(freedom).
 */
export function chiSquareTail(x: number, freedom: number): number {
  const root = Math.sqrt(x);
  if (root === 0) return 1;
  const odd = freedom % 2 === 1;
  let term = odd ? root : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= x / k;
    sum += term;
  }
  return odd
    ? 2 * normalTail(root) + 2 * normalDensity(root) * sum
    : Math.sqrt(2 * Math.PI) * normalDensity(root) * sum;
}
