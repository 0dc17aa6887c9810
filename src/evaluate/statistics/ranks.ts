/** Ranks from 1, the highest value first, tied values with the mean of theirs; and the sum of t^3 - t over groups of ties. */
export function ranksOf(values: ArrayLike<number>): { ranks: Float64Array; ties: number } {
  const order = Array.from(values, (_, k) => k).sort((a, b) => values[b] - values[a]);
  const ranks = new Float64Array(values.length);
  let ties = 0;
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end]] === values[order[first]]) end++;
    for (let k = first; k < end; k++) ranks[order[k]] = (first + 1 + end) / 2;
    ties += (end - first) ** 3 - (end - first);
    first = end;
  }
  return { ranks, ties };
}
