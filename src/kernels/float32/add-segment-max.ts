/**
 * Every row of a matrix plus the largest of the rectified rows that its segment names, column by column.
 *
 * out[r, c] = x[r, c] + max(0, max of x[indices[k], c] over the entries k of segment r)
 *
 * NaN is passed over among the segment's rows; the row's own stays.
 *
 * @param offsets [rows + 1] segment r holds the entries offsets[r] .. offsets[r + 1] - 1
 * @param indices [entries] row of x, below 2^24
 * @param x [rows, width]
 * @param out [rows, width] overwritten
 * @param winners [rows, width] row of x that the maximum comes from, the first of several; -1 where none is above 0;
 *   overwritten; for {@link addSegmentMaxGradient}
 *
 * Complexity: O((rows + entries) * width).
 */
export function addSegmentMax(
  offsets: Int32Array,
  indices: Int32Array,
  x: Float32Array,
  out: Float32Array,
  winners: Float32Array,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++) {
      let best = 0;
      let winner = -1;
      for (let k = offsets[row]; k < offsets[row + 1]; k++) {
        const value = x[indices[k] * width + column];
        if (value > best) {
          best = value;
          winner = indices[k];
        }
      }
      out[row * width + column] = x[row * width + column] + best;
      winners[row * width + column] = winner;
    }
}

/**
 * Adjoint of {@link addSegmentMax}: dx[r, c] = dy[r, c] + sum of dy[q, c] over the rows q with winners[q, c] = r.
 *
 * @param winners [rows, width] as {@link addSegmentMax} left them
 * @param dy [rows, width] gradient of the output
 * @param dx [rows, width] overwritten
 *
 * Complexity: O(rows * width).
 */
export function addSegmentMaxGradient(
  winners: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  rows: number,
  width: number,
): void {
  for (let at = 0; at < rows * width; at++) dx[at] = dy[at];
  for (let at = 0; at < rows * width; at++)
    if (winners[at] >= 0) dx[winners[at] * width + (at % width)] += dy[at];
}
