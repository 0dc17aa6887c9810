import { forEachWindowMaximum } from "./window-maxima.js";

/**
 * The adjoint of gatherMaxima in `values`, which max pooling's gradient is: every number goes to the place of its
 * window where x is largest.
 *
 * @param dy [images, outHeight, outWidth, channels]
 * @param x [images, height, width, channels]
 * @param dx [images, height, width, channels] overwritten
 *
 * Complexity: O(size of dy * window^2 + size of x).
 */
export function scatterMaxima(
  dy: Float32Array,
  x: Float32Array,
  dx: Float32Array,
  images: number,
  height: number,
  width: number,
  channels: number,
  window: number,
  stride: number,
  padding: number,
): void {
  dx.fill(0, 0, images * height * width * channels);
  forEachWindowMaximum(x, images, height, width, channels, window, stride, padding, (at, source) => {
    dx[at] += dy[source];
  });
}
