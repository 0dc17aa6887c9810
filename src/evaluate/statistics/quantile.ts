/**
 * A quantile of numbers, interpolated linearly between the two next to it.
 *
 * @param values at least one
 * @param share in [0, 1]: 0.5 for the median
 *
 * Complexity: O(n log n).
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.ceil(place);
  // Equal ends are not interpolated: the difference of two infinities is no number.
  return sorted[below] === sorted[above]
    ? sorted[below]
    : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
