import { meanDeviation } from "./mean-deviation.js";
import { signFlipTest } from "./sign-flip.js";
import { studentCentralProbability, studentCentralQuantile } from "./student-t.js";

/** Bounds of a 95 % confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What differences between pairs say of their mean. */
export interface PairedComparison {
  /** of the mean difference; null for fewer than two pairs */
  readonly interval: Interval | null;
  /** p-value of the paired t-test, two-sided; null for fewer than two pairs, or where all differences are equal */
  readonly tTest: number | null;
  /** p-value of the sign-flip test, two-sided, see {@link signFlipTest} */
  readonly signFlip: number;
}

const CONFIDENCE = 0.95;

/**
 * The 95 % confidence interval of a mean, from the t distribution: mean -+ t sd / sqrt(n).
 *
 * @returns null for fewer than two numbers
 */
export function meanInterval(values: readonly number[]): Interval | null {
  const { n, mean, deviation } = meanDeviation(values);
  if (deviation === null) return null;
  const half = (studentCentralQuantile(CONFIDENCE, n - 1) * deviation) / Math.sqrt(n);
  return { low: mean - half, high: mean + half };
}

/**
 * Interval and tests of the mean of paired differences.
 *
 * @param differences at least one
 */
export function comparePairs(differences: readonly number[]): PairedComparison {
  return {
    interval: meanInterval(differences),
    tTest: pairedTTest(differences),
    signFlip: signFlipTest(differences),
  };
}

function pairedTTest(differences: readonly number[]): number | null {
  const { n, mean, deviation } = meanDeviation(differences);
  // Equal differences, up to rounding: t is not defined.
  if (deviation === null || deviation <= 1e-12 * Math.max(...differences.map(Math.abs))) return null;
  const t = (Math.abs(mean) * Math.sqrt(n)) / deviation;
  return 1 - studentCentralProbability(t, n - 1);
}
