/**
 * Finds, for every pooling window and channel of some images, where the largest number stands. Of equal ones, the first, row by row; places
 * outside the image do not count.
 *
 * @param x [images, height, width, channels]
 * @param padding less than `window`
 * @param visit takes the place in x, and which window and channel it is: the place in [images, outHeight, outWidth, channels]
 *
 * Complexity: O(windows * channels * window^2).
 */
export function forEachWindowMaximum(
  x: Float32Array,
  images: number,
  height: number,
  width: number,
  channels: number,
  window: number,
  stride: number,
  padding: number,
  visit: (at: number, pooled: number) => void,
): void {
  const outHeight = Math.floor((height + 2 * padding - window) / stride) + 1;
  const outWidth = Math.floor((width + 2 * padding - window) / stride) + 1;
  let pooled = 0;
  for (let n = 0; n < images; n++)
    for (let p = 0; p < outHeight; p++)
      for (let q = 0; q < outWidth; q++) {
        const [top, left] = [p * stride - padding, q * stride - padding];
        const [bottom, right] = [Math.min(height, top + window), Math.min(width, left + window)];
        for (let c = 0; c < channels; c++) {
          const image = n * height * width * channels + c;
          let best = -1;
          for (let row = Math.max(0, top); row < bottom; row++)
            for (let column = Math.max(0, left); column < right; column++) {
              const at = image + (row * width + column) * channels;
              if (best < 0 || x[at] > x[best]) best = at;
            }
          visit(best, pooled++);
        }
      }
}

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
