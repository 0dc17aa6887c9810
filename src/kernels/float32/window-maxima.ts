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
