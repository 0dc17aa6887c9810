/** Mean and sample standard deviation of some numbers. */
export interface MeanDeviation {
  readonly n: number;
  readonly mean: number;
  /** sqrt(sum (x - mean)^2 / (n - 1)); null for fewer than two numbers */
  readonly deviation: number | null;
}

/**
 * Mean and sample standard deviation, in two passes.
 *
 * @param values at least one
 *
 * @example
 * ```ts
 * import { meanDeviation } from "seprank/results";
 *
 * meanDeviation([1, 2, 3]); // => { n: 3, mean: 2, deviation: 1 }
 * ```
 */
export function meanDeviation(values: readonly number[]): MeanDeviation {
  const n = values.length;
  const mean = meanOf(values);
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { n, mean, deviation: n < 2 ? null : Math.sqrt(squares / (n - 1)) };
}

/** Mean of some numbers, at least one. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
