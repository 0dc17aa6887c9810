/**
 * Softmax over the entries of each segment, column by column.
 *
 * out[k, c] = exp(x[k, c]) / sum of exp(x[l, c]) over the entries l of the segment of k
 *
 * @param offsets [segments + 1] segment r holds the entries offsets[r] .. offsets[r + 1] - 1
 * @param x [entries, width]
 * @param out [entries, width] overwritten
 *
 * Complexity: O(entries * width).
 */
export function segmentSoftmax(
  offsets: Int32Array,
  x: Float32Array,
  out: Float32Array,
  segments: number,
  width: number,
): void {
  for (let segment = 0; segment < segments; segment++) {
    const [begin, end] = [offsets[segment] * width, offsets[segment + 1] * width];
    for (let column = 0; column < width; column++) {
      // Of the largest nothing is left to overflow.
      let top = Number.NEGATIVE_INFINITY;
      for (let k = begin + column; k < end; k += width) top = Math.max(top, x[k]);
      let sum = 0;
      for (let k = begin + column; k < end; k += width) sum += Math.exp(x[k] - top);
      for (let k = begin + column; k < end; k += width) out[k] = Math.exp(x[k] - top) / sum;
    }
  }
}

/**
 * Adjoint of {@link segmentSoftmax}: dx[k, c] = y[k, c] (dy[k, c] - sum of y[l, c] dy[l, c] over the entries l of the
 * segment of k).
 *
 * @param offsets [segments + 1]
 * @param y [entries, width] the output of {@link segmentSoftmax}
 * @param dy [entries, width] gradient of that output
 * @param dx [entries, width] overwritten
 *
 * Complexity: O(entries * width).
 */
export function segmentSoftmaxGradient(
  offsets: Int32Array,
  y: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  segments: number,
  width: number,
): void {
  for (let segment = 0; segment < segments; segment++) {
    const [begin, end] = [offsets[segment] * width, offsets[segment + 1] * width];
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let k = begin + column; k < end; k += width) sum += y[k] * dy[k];
      for (let k = begin + column; k < end; k += width) dx[k] = y[k] * (dy[k] - sum);
    }
  }
}
