/**
 * Bounds that hold all along a gradient flow that completes the 2-by-2 matrix of {@link unobservedEntry} from a positive
 * determinant.
 *
 * Frobenius norm >= 1 / sqrt(2 loss) - 8, effective rank <= 1 + 2 sqrt(12 loss) / ln 2, distance from rank 1 <= 3 sqrt(2
 * loss). Source: thesis Theorem 1, equations 1.8 (for the nuclear, Frobenius and spectral norm, with a = 1/sqrt(2), b =
 * 8), 1.9 and 1.10.
 *
 * @param loss half the sum of the squared differences, >= 0
 *
 * Complexity: O(1).
 */
export function theoremOneBounds(loss: number): {
  readonly leastNorm: number;
  readonly largestEffectiveRank: number;
  readonly largestDistanceFromRankOne: number;
} {
  return {
    leastNorm: 1 / Math.sqrt(2 * loss) - 8,
    largestEffectiveRank: 1 + (2 * Math.sqrt(12 * loss)) / Math.LN2,
    largestDistanceFromRankOne: 3 * Math.sqrt(2 * loss),
  };
}
