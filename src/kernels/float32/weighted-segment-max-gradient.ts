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
