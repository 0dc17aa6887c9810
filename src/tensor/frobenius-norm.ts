/**
 * Frobenius (Euclidean) norm of an array of numbers, safe from overflow and underflow of their squares.
 *
 * Complexity: O(length), two passes.
 */
export function frobeniusNorm(values: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.abs(values[k]));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += (values[k] / largest) ** 2;
  return largest * Math.sqrt(sum);
}
