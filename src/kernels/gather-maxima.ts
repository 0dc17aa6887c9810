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
  const outHeight = Math.floor((height + 2 * padding - window) / stride) + 1;
  const outWidth = Math.floor((width + 2 * padding - window) / stride) + 1;
  let target = 0;
  for (let n = 0; n < images; n++)
    for (let p = 0; p < outHeight; p++)
      for (let q = 0; q < outWidth; q++)
        for (let c = 0; c < channels; c++, target++) {
          const image = n * height * width * channels + c;
          const at = maximumAt(
            x,
            image,
            height,
            width,
            channels,
            window,
            p * stride - padding,
            q * stride - padding,
          );
          out[target] = values[at];
        }
}

/** Where the largest number of a window stands, the window's corner at (top, left), which may lie outside the image. */
export function maximumAt(
  x: Float32Array,
  image: number,
  height: number,
  width: number,
  channels: number,
  window: number,
  top: number,
  left: number,
): number {
  let best = -1;
  for (let row = Math.max(0, top); row < Math.min(height, top + window); row++)
    for (let column = Math.max(0, left); column < Math.min(width, left + window); column++) {
      const at = image + (row * width + column) * channels;
      if (best < 0 || x[at] > x[best]) best = at;
    }
  return best;
}
