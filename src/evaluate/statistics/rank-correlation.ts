import { InputError } from "../../errors.js";

/**
 * Spearman's rank correlation: the correlation of the places of paired numbers, equal numbers sharing the mean of their places.
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
  const [left, right] = [placesOf(x), placesOf(y)];
  const mean = (x.length + 1) / 2;
  let [product, leftSquare, rightSquare] = [0, 0, 0];
  for (let k = 0; k < x.length; k++) {
    product += (left[k] - mean) * (right[k] - mean);
    leftSquare += (left[k] - mean) ** 2;
    rightSquare += (right[k] - mean) ** 2;
  }
  return leftSquare === 0 || rightSquare === 0 ? null : product / Math.sqrt(leftSquare * rightSquare);
}

/** From 1, ascending; of equal numbers, the mean of theirs. */
function placesOf(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, k) => k).sort((a, b) => values[a] - values[b]);
  const places = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end]] === values[order[first]]) end++;
    for (let k = first; k < end; k++) places[order[k]] = (first + 1 + end) / 2;
    first = end;
  }
  return places;
}
