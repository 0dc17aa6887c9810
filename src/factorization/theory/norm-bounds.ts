/** What is observed of a 2-by-2 matrix, one entry of which is not. */
export interface TheoremTwoSetting {
  /** The entries beside the unobserved one: z and z', other than 0. */
  readonly adjacent: readonly [number, number];
  /** The entry diagonally opposite: epsilon. */
  readonly opposite: number;
}

/**
 * Bounds that hold all along a gradient flow that completes a 2-by-2 matrix from three entries, started with the determinant's sign that
 * Theorem 2 asks for (that of z z' where the unobserved entry is on the diagonal, the opposite where it is not).
 *
 * Norm >= |z z'| / (|epsilon| + sqrt(2 loss)) - b with b = max(|z z'| / (|epsilon| + min(|z|, |z'|)), 8 max(|z|, |z'|, |epsilon|)) for the
 * nuclear, Frobenius and spectral norm; effective rank <= 1 + 16 (|epsilon| + sqrt(2 loss)) / min(|z|, |z'|); distance from rank 1 <= 4
 * |epsilon| + (4 + sqrt(|z z'|) / min(|z|, |z'|)) sqrt(2 loss). Source: thesis Theorem 2, equations 1.13 (a = c = 1), 1.14 and 1.15, where
 * the solution set's infimal effective rank and infimal rank are 1.
 *
 * @param loss half the sum of the squared differences, >= 0
 *
 * Complexity: O(1).
 *
 * @example
 * ```ts
 * import { theoremTwoBounds } from "seprank/factorization";
 *
 * const at = (loss: number) => theoremTwoBounds(loss, { adjacent: [1, 1], opposite: 0 }).leastNorm;
 * // The smaller the loss, the larger the norm must be.
 * at(1e-12) > at(1e-8); // => true
 * ```
 */
export function theoremTwoBounds(
  loss: number,
  { adjacent: [z, other], opposite }: TheoremTwoSetting,
): {
  readonly leastNorm: number;
  readonly largestEffectiveRank: number;
  readonly largestDistanceFromRankOne: number;
} {
  const product = Math.abs(z * other);
  const least = Math.min(Math.abs(z), Math.abs(other));
  const largest = Math.max(Math.abs(z), Math.abs(other), Math.abs(opposite));
  const epsilon = Math.abs(opposite);
  const root = Math.sqrt(2 * loss);
  return {
    leastNorm: product / (epsilon + root) - Math.max(product / (epsilon + least), 8 * largest),
    largestEffectiveRank: 1 + (16 / least) * (epsilon + root),
    largestDistanceFromRankOne: 4 * epsilon + (4 + Math.sqrt(product) / least) * root,
  };
}

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
 *
 * @example
 * ```ts
 * import { theoremOneBounds } from "seprank/factorization";
 *
 * theoremOneBounds(0).leastNorm; // => Infinity
 * ```
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
