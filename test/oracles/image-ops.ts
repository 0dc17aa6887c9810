/** Float64 renderings of the definitions, element by element, for the tests of src/nn/conv. */
type Shape4 = readonly [number, number, number, number];

export function convolution(
  x: Float64Array,
  filter: Float64Array,
  [images, height, width, channels]: Shape4,
  [filterHeight, filterWidth, , filters]: Shape4,
  stride: number,
  padding: number,
): Float64Array {
  const pixel = (n: number, i: number, j: number, c: number) =>
    i < 0 || j < 0 || i >= height || j >= width ? 0 : x[((n * height + i) * width + j) * channels + c];
  const out: number[] = [];
  for (let n = 0; n < images; n++)
    for (let p = -padding; p + filterHeight <= height + padding; p += stride)
      for (let q = -padding; q + filterWidth <= width + padding; q += stride)
        for (let o = 0; o < filters; o++) {
          let sum = 0;
          for (let i = 0; i < filterHeight; i++)
            for (let j = 0; j < filterWidth; j++)
              for (let c = 0; c < channels; c++)
                sum +=
                  pixel(n, p + i, q + j, c) * filter[((i * filterWidth + j) * channels + c) * filters + o];
          out.push(sum);
        }
  return Float64Array.from(out);
}

export function batchNorm(
  x: Float64Array,
  gain: Float64Array,
  shift: Float64Array,
  rectify: boolean,
): Float64Array {
  const width = gain.length;
  const out = new Float64Array(x.length);
  for (let c = 0; c < width; c++) {
    const column = x.filter((_, k) => k % width === c);
    const mean = column.reduce((a, b) => a + b, 0) / column.length;
    const variance = column.reduce((a, b) => a + (b - mean) ** 2, 0) / column.length;
    column.forEach((value, row) => {
      const y = ((value - mean) / Math.sqrt(variance + 1e-5)) * gain[c] + shift[c];
      out[row * width + c] = rectify ? Math.max(0, y) : y;
    });
  }
  return out;
}

export function maxPooling(
  x: Float64Array,
  [images, height, width, channels]: Shape4,
  window: number,
  stride: number,
  padding: number,
): Float64Array {
  const out: number[] = [];
  for (let n = 0; n < images; n++)
    for (let p = -padding; p + window <= height + padding; p += stride)
      for (let q = -padding; q + window <= width + padding; q += stride)
        for (let c = 0; c < channels; c++) {
          const own: number[] = [];
          for (let i = Math.max(0, p); i < Math.min(height, p + window); i++)
            for (let j = Math.max(0, q); j < Math.min(width, q + window); j++)
              own.push(x[((n * height + i) * width + j) * channels + c]);
          out.push(Math.max(...own));
        }
  return Float64Array.from(out);
}
