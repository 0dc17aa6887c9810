/**
 * The adjoint of {@link convolve} in the filter: <convolve(x, filter), dy> = <filter, df>.
 *
 * df[ky, kx, c, o] = sum over n, p, q of x[n, p s + ky - padding, q s + kx - padding, c] dy[n, p, q, o]
 *
 * @param x [images, height, width, channels]
 * @param dy [images, outHeight, outWidth, filters]
 * @param df [filterHeight, filterWidth, channels, filters] overwritten
 * @param _scratch overwritten by the WebAssembly twin: one padded image
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
