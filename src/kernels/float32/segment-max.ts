/**
 * The largest of the rows that each segment names, column by column.
 *
 * out[r, c] = max of x[indices[k], c] over the entries k of segment r, 0 for an empty segment
 *
 * @param offsets [rows + 1] segment r holds the entries offsets[r] .. offsets[r + 1] - 1
 * @param indices [entries] row of x, below 2^24
 * @param x [sources, width]
 * @param out [rows, width] overwritten
 * @param winners [rows, width] row of x that the value comes from, the first of several; -1 for an empty segment;
 *   overwritten; for {@link segmentMaxGradient}
 *
 * Complexity: O(entries * width).
 */
export function segmentMax(
  offsets: Int32Array,
  indices: Int32Array,
  x: Float32Array,
  out: Float32Array,
  winners: Float32Array,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    const [begin, end] = [offsets[row], offsets[row + 1]];
    for (let column = 0; column < width; column++) {
      let winner = begin < end ? indices[begin] : -1;
      let best = begin < end ? x[winner * width + column] : 0;
      for (let k = begin + 1; k < end; k++) {
        const value = x[indices[k] * width + column];
        if (value > best) {
          best = value;
          winner = indices[k];
        }
      }
      out[row * width + column] = best;
      winners[row * width + column] = winner;
    }
  }
}

/**
 * Adjoint of {@link segmentMax}: each gradient goes where its value came from.
 *
 * dx[j, c] = sum of dy[r, c] over the segments r with winners[r, c] = j
 *
 * @param x [sources, width] for its shape only
 * @param winners [rows, width] as {@link segmentMax} left them
 * @param dy [rows, width] gradient of the output
 * @param dx [sources, width] overwritten
 *
 * Complexity: O((rows + sources) * width).
 */
export function segmentMaxGradient(
  _x: Float32Array,
  winners: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  sources: number,
  rows: number,
  width: number,
): void {
  dx.fill(0, 0, sources * width);
  for (let k = 0, row = 0; row < rows; row++)
    for (let column = 0; column < width; column++, k++)
      if (winners[k] >= 0) dx[winners[k] * width + column] += dy[k];
}
