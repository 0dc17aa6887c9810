/**
 * The stretch of a running sum that holds a point: the largest k with `sums[k] <= point`, below the last.
 *
 * With `sums[k]` the sum of the first k weights and `point` uniform in [0, sums[n]), k is drawn in proportion to its weight.
 *
 * @param sums [n + 1] running sum from 0, ascending, n >= 1
 *
 * Complexity: O(log n).
 */
export function stretchAt(sums: ArrayLike<number>, point: number): number {
  let low = 0;
  let high = sums.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (sums[middle] <= point) low = middle;
    else high = middle - 1;
  }
  return low;
}
