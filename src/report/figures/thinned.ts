/**
 * Fewer points that look the same: of every stretch of points the lowest and the highest, in their order, and both ends.
 *
 * @param points indices into y, ascending
 * @param most about how many are to stay, >= 4
 *
 * Complexity: O(points).
 */
export function thinned(points: readonly number[], y: ArrayLike<number>, most: number): number[] {
  if (points.length <= most) return [...points];
  const stretches = Math.floor(most / 2) - 1;
  const kept = new Set<number>([points[0]]);
  for (let s = 0; s < stretches; s++) {
    const from = Math.floor((s * points.length) / stretches);
    const to = Math.floor(((s + 1) * points.length) / stretches);
    let low = points[from];
    let high = low;
    for (let k = from + 1; k < to; k++) {
      if (y[points[k]] < y[low]) low = points[k];
      if (y[points[k]] > y[high]) high = points[k];
    }
    kept.add(Math.min(low, high)).add(Math.max(low, high));
  }
  return [...kept.add(points[points.length - 1])];
}
