/**
 * The adjoint of {@link convolve} in the image: <convolve(x, filter), dy> = <x, dx>.
 *
 * dx[n, i, j, c] = sum over ky, kx, o of dy[n, p, q, o] filter[ky, kx, c, o], where p s + ky - padding = i and
 * q s + kx - padding = j
 *
 * @param dy [images, outHeight, outWidth, filters]
 * @param filter [filterHeight, filterWidth, channels, filters]
 * @param dx [images, height, width, channels] overwritten
 * @param _scratch overwritten by the WebAssembly twin: (height + filterHeight - 1) * (width + filterWidth - 1) * filters,
 * then the size of the filter
 * @param stride s
 * @param padding less than filterHeight and filterWidth
 *
 * Complexity: as of {@link convolve}, times s^2 in the WebAssembly twin.
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
