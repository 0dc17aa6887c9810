import { maximumAt } from "./gather-maxima.js";

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
  const outHeight = Math.floor((height + 2 * padding - window) / stride) + 1;
  const outWidth = Math.floor((width + 2 * padding - window) / stride) + 1;
  dx.fill(0, 0, images * height * width * channels);
  let source = 0;
  for (let n = 0; n < images; n++)
    for (let p = 0; p < outHeight; p++)
      for (let q = 0; q < outWidth; q++)
        for (let c = 0; c < channels; c++, source++) {
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
          dx[at] += dy[source];
        }
}
