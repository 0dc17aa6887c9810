import { forEachWindowMaximum } from "./window-maxima.js";

/**
 * Reads, for every pooling window and channel, the value at the place where another image is largest: max pooling
 * where both images are one. Of equal ones, the first counts, row by row; places outside the image do not count.
 *
 * out[n, p, q, c] = values[n, i, j, c], (i, j) = argmax of x[n, ., ., c] over the window at (p s - padding, q s - padding)
 *
 * It is linear in `values`, and scatterMaxima is its adjoint.
 *
 * @param values [images, height, width, channels]
 * @param x [images, height, width, channels]
 * @param out [images, outHeight, outWidth, channels] overwritten; outHeight = floor((height + 2 padding - window) / s) + 1
 * @param stride s
 * @param padding less than `window`
 *
 * Complexity: O(size of out * window^2).
 */
export function gatherMaxima(
  values: Float32Array,
  x: Float32Array,
  out: Float32Array,
  images: number,
  height: number,
  width: number,
  channels: number,
  window: number,
  stride: number,
  padding: number,
): void {
  forEachWindowMaximum(x, images, height, width, channels, window, stride, padding, (at, target) => {
    out[target] = values[at];
  });
}
