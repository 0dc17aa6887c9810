/**
 * Two-dimensional convolution (cross-correlation, as networks have it) with zeros around the image.
 *
 * out[n, p, q, o] = sum over ky, kx, c of x[n, p s + ky - padding, q s + kx - padding, c] filter[ky, kx, c, o]
 *
 * @param x [images, height, width, channels], channels last as all images here
 * @param filter [filterHeight, filterWidth, channels, filters]
 * @param out [images, outHeight, outWidth, filters] overwritten; outHeight = floor((height + 2 padding - filterHeight) / s) + 1
 * @param _scratch overwritten by the WebAssembly kernel: one padded image, then filterHeight * filterWidth * channels * filters
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

/**
 * The adjoint of {@link convolve} in the image: <convolve(x, filter), dy> = <x, dx>.
 *
 * dx[n, i, j, c] = sum over ky, kx, o of dy[n, p, q, o] filter[ky, kx, c, o], where p s + ky - padding = i and
 * q s + kx - padding = j
 *
 * @param dy [images, outHeight, outWidth, filters]
 * @param filter [filterHeight, filterWidth, channels, filters]
 * @param dx [images, height, width, channels] overwritten
 * @param _scratch overwritten by the WebAssembly kernel: (height + filterHeight - 1) * (width + filterWidth - 1) * filters,
 * then the size of the filter
 * @param stride s
 * @param padding less than filterHeight and filterWidth
 *
 * Complexity: as of {@link convolve}, times s^2 in the WebAssembly kernel.
 */
export function convolveInputGradient(
  dy: Float32Array,
  filter: Float32Array,
  dx: Float32Array,
  _scratch: Float32Array,
  images: number,
  outHeight: number,
  outWidth: number,
  filters: number,
  filterHeight: number,
  filterWidth: number,
  channels: number,
  stride: number,
  padding: number,
  height: number,
  width: number,
): void {
  dx.fill(0, 0, images * height * width * channels);
  let source = 0;
  for (let n = 0; n < images; n++)
    for (let p = 0; p < outHeight; p++)
      for (let q = 0; q < outWidth; q++, source += filters)
        for (let ky = 0; ky < filterHeight; ky++) {
          const row = p * stride + ky - padding;
          if (row < 0 || row >= height) continue;
          for (let kx = 0; kx < filterWidth; kx++) {
            const column = q * stride + kx - padding;
            if (column < 0 || column >= width) continue;
            const target = ((n * height + row) * width + column) * channels;
            for (let c = 0; c < channels; c++) {
              const at = ((ky * filterWidth + kx) * channels + c) * filters;
              let sum = 0;
              for (let o = 0; o < filters; o++) sum += dy[source + o] * filter[at + o];
              dx[target + c] += sum;
            }
          }
        }
}

/**
 * The adjoint of {@link convolve} in the filter: <convolve(x, filter), dy> = <filter, df>.
 *
 * df[ky, kx, c, o] = sum over n, p, q of x[n, p s + ky - padding, q s + kx - padding, c] dy[n, p, q, o]
 *
 * @param x [images, height, width, channels]
 * @param dy [images, outHeight, outWidth, filters]
 * @param df [filterHeight, filterWidth, channels, filters] overwritten
 * @param _scratch overwritten by the WebAssembly kernel: one padded image
 * @param stride s
 *
 * Complexity: as of {@link convolve}.
 */
export function convolveFilterGradient(
  x: Float32Array,
  dy: Float32Array,
  df: Float32Array,
  _scratch: Float32Array,
  images: number,
  height: number,
  width: number,
  channels: number,
  outHeight: number,
  outWidth: number,
  filters: number,
  stride: number,
  padding: number,
  filterHeight: number,
  filterWidth: number,
): void {
  df.fill(0, 0, filterHeight * filterWidth * channels * filters);
  let from = 0;
  for (let n = 0; n < images; n++)
    for (let p = 0; p < outHeight; p++)
      for (let q = 0; q < outWidth; q++, from += filters)
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
              for (let o = 0; o < filters; o++) df[at + o] += value * dy[from + o];
            }
          }
        }
}
