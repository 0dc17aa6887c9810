/**
 * The same values, coarse ones first: the first, the last, the middle, the quarters, the eighths and so on.
 *
 * Complexity: O(n).
 */
export function coarseFirst<T>(values: readonly T[]): T[] {
  const last = values.length - 1;
  const places = new Set(values.length === 0 ? [] : [0, last]);
  for (let parts = 2; places.size < values.length; parts *= 2)
    for (let k = 1; k < parts; k += 2) places.add(Math.round((k * last) / parts));
  return [...places].map((place) => values[place]);
}
