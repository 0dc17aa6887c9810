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
