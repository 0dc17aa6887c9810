/** Least, median, mean and largest of some numbers. */
export interface Distribution {
  readonly minimum: number;
  /** the middle one, or the mean of the middle two */
  readonly median: number;
  readonly mean: number;
  readonly maximum: number;
}

/**
 * Minimum, median, mean and maximum of some numbers, or null where there are none.
 *
 * Complexity: O(n log n).
 */
export function distribution(values: ArrayLike<number>): Distribution | null {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return null;
  return {
    minimum: sorted[0],
    median: (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2,
    mean: sorted.reduce((sum, x) => sum + x, 0) / n,
    maximum: sorted[n - 1],
  };
}
