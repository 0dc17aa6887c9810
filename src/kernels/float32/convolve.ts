/**
 * Two-dimensional convolution (cross-correlation, as networks have it) with zeros around the image.
 *
 * out[n, p, q, o] = sum over ky, kx, c of x[n, p s + ky - padding, q s + kx - padding, c] filter[ky, kx, c, o]
 *
 * @param x [images, height, width, channels], channels last as all images here
 * @param filter [filterHeight, filterWidth, channels, filters]
 * @param out [images, outHeight, outWidth, filters] overwritten; outHeight = floor((height + 2 padding - filterHeight) / s) + 1
 * @param _scratch overwritten by the WebAssembly twin: one padded image, then filterHeight * filterWidth * channels * filters
 * @param stride s
 *
 * Complexity: O(images * outHeight * outWidth * size of the filter).
 */
export function convolve(
  x: Float32Array,
  filter: Float32Array,
  out: Float32Array,
  _scratch: Float32Array,
  images: number,
  height: number,
  width: number,
  channels: number,
  filterHeight: number,
  filterWidth: number,
  filters: number,
  stride: number,
  padding: number,
): void {
  const outHeight = Math.floor((height + 2 * padding - filterHeight) / stride) + 1;
  const outWidth = Math.floor((width + 2 * padding - filterWidth) / stride) + 1;
  out.fill(0, 0, images * outHeight * outWidth * filters);
  let target = 0;
  for (let n = 0; n < images; n++)
    for (let p = 0; p < outHeight; p++)
      for (let q = 0; q < outWidth; q++, target += filters)
        for (let ky = 0; ky < filterHeight; ky++) {
          const row = p * stride + ky - padding;
          if (row < 0 || row >= height) continue;
          for (let kx = 0; kx < filterWidth; kx++) {
            const column = q * stride + kx - padding;
            if (column < 0 || column >= width) continue;
            const source = ((n * height + row) * width + column) * channels;
            for (let c = 0; c < channels; c++) {
              const value = x[source + c];
              const at = ((ky * filterWidth + kx) * channels + c) * filters;
              for (let o = 0; o < filters; o++) out[target + o] += value * filter[at + o];
            }
          }
        }
}
