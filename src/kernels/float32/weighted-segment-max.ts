/**
 * The largest of the weighted rows that each segment names, column by column.
 *
 * out[r, c] = max of weights[k] x[indices[k], c] over the entries k of segment r, 0 for an empty segment
 *
 * @param offsets [rows + 1] segment r holds the entries offsets[r] .. offsets[r + 1] - 1
 * @param indices [entries] row of x; at most 2^24 entries
 * @param weights [entries]
 * @param x [sources, width]
 * @param out [rows, width] overwritten
 * @param winners [rows, width] entry that the value comes from, the first of several; -1 for an empty segment;
 *   overwritten; for {@link weightedSegmentMaxGradient}
 *
 * Complexity: O(entries * width).
 */
export function weightedSegmentMax(
  offsets: Int32Array,
  indices: Int32Array,
  weights: Float32Array,
  x: Float32Array,
  out: Float32Array,
  winners: Float32Array,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    const [begin, end] = [offsets[row], offsets[row + 1]];
    for (let column = 0; column < width; column++) {
      const product = (k: number) => weights[k] * x[indices[k] * width + column];
      let winner = begin < end ? begin : -1;
      let best = begin < end ? product(begin) : 0;
      for (let k = begin + 1; k < end; k++) {
        const value = product(k);
        if (value > best) {
          best = value;
          winner = k;
        }
      }
      out[row * width + column] = best;
      winners[row * width + column] = winner;
    }
  }
}

/**
 * Adjoint of {@link weightedSegmentMax}, for its weights and its rows: each gradient goes where its value came from.
 *
 * dx[j, c] = sum of weights[k] dy[r, c] over the segments r with winner k = winners[r, c], indices[k] = j;
 * dweights[k] = sum of x[indices[k], c] dy[r, c] over the r, c with winners[r, c] = k
 *
 * @param indices [entries]
 * @param weights [entries]
 * @param x [sources, width]
 * @param winners [rows, width] as {@link weightedSegmentMax} left them
 * @param dy [rows, width] gradient of the output
 * @param dweights [entries] overwritten
 * @param dx [sources, width] overwritten
 *
 * Complexity: O((rows + sources) * width + entries).
 */
export function weightedSegmentMaxGradient(
  indices: Int32Array,
  weights: Float32Array,
  x: Float32Array,
  winners: Float32Array,
  dy: Float32Array,
  dweights: Float32Array,
  dx: Float32Array,
  sources: number,
  rows: number,
  width: number,
  entries: number,
): void {
  dx.fill(0, 0, sources * width);
  dweights.fill(0, 0, entries);
  for (let at = 0, row = 0; row < rows; row++)
    for (let column = 0; column < width; column++, at++) {
      const k = winners[at];
      if (k < 0) continue;
      const source = indices[k] * width + column;
      dx[source] += weights[k] * dy[at];
      dweights[k] += x[source] * dy[at];
    }
}
