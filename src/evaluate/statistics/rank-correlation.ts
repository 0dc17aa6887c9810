import { InputError } from "../../errors.js";
import { ranksOf } from "./ranks.js";

/**
 * Spearman's rank correlation: the correlation of the ranks of paired numbers, equal numbers sharing the mean of theirs.
 *
 * @param x [n], n >= 2
 * @param y [n]
 * @returns in [-1, 1]; null where all numbers of a side are equal
 *
 * Complexity: O(n log n).
 * @throws InputError where the lengths differ or are below 2
 */
export function rankCorrelation(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  if (x.length !== y.length || x.length < 2)
    throw new InputError(`pairs: expected two lists of one length >= 2, got ${x.length} and ${y.length}`);
  const [left, right] = [ranksOf(x).ranks, ranksOf(y).ranks];
  const mean = (x.length + 1) / 2;
  let [product, leftSquare, rightSquare] = [0, 0, 0];
  for (let k = 0; k < x.length; k++) {
    product += (left[k] - mean) * (right[k] - mean);
    leftSquare += (left[k] - mean) ** 2;
    rightSquare += (right[k] - mean) ** 2;
  }
  return leftSquare === 0 || rightSquare === 0 ? null : product / Math.sqrt(leftSquare * rightSquare);
}
