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
