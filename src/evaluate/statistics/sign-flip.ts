import { createRandom } from "../../random.js";

/** Up to so many differences all 2^n signs are tried. */
const MOST_EXACT = 20;
const DRAWS = 100_000;

/**
 * Two-sided p-value of the sign-flip test (Fisher's randomization test for pairs): the share of the 2^n assignments of signs whose sum
 * is at least as far from 0 as the sum of the differences.
 *
 * With n pairs it is at least 2^(1 - n): five cannot show p < 0.0625. Above 20 pairs, 100000 assignments are drawn, with a fixed seed,
 * and p = (1 + those as far) / (1 + draws).
 *
 * Source: Fisher, "The Design of Experiments" (1935), section 21.
 *
 * @param differences at least one
 *
 * Complexity: O(2^n), for n > 20 O(n DRAWS).
 */
export function signFlipTest(differences: readonly number[]): number {
  const total = Math.abs(differences.reduce((sum, x) => sum + x, 0));
  const scale = differences.reduce((sum, x) => sum + Math.abs(x), 0);
  // Sums that differ by rounding only are as far.
  const isAsFar = (sum: number) => Math.abs(sum) >= total - 1e-12 * scale;
  if (differences.length > MOST_EXACT) return drawn(differences, isAsFar);
  let count = 0;
  const visit = (k: number, sum: number): void => {
    if (k === differences.length) {
      if (isAsFar(sum)) count++;
      return;
    }
    visit(k + 1, sum + differences[k]);
    visit(k + 1, sum - differences[k]);
  };
  // All signs turned around, a sum is as far as before: the first sign may stay.
  visit(1, differences[0]);
  return count / 2 ** (differences.length - 1);
}

function drawn(differences: readonly number[], isAsFar: (sum: number) => boolean): number {
  const random = createRandom(0, "sign flips");
  let count = 1;
  for (let draw = 0; draw < DRAWS; draw++)
    if (isAsFar(differences.reduce((sum, x) => sum + (random.uniform() < 0.5 ? x : -x), 0))) count++;
  return count / (DRAWS + 1);
}
