/**
 * A step along a vector: target[k] -= factor * vector[k].
 *
 * @param target [count], changed in place
 * @param vector [count]
 *
 * Complexity: O(count).
 */
export function subtractScaled(
  target: Float64Array,
  vector: Float64Array,
  factor: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) target[k] -= factor * vector[k];
}
