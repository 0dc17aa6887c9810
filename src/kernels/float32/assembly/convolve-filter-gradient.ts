import { multiplyAdd } from "./multiply-add";
import { padImage } from "./pad-image";

/** Pixels whose products are summed in registers before they are added to the filter's gradient. */
const BLOCK: i32 = 64;

/**
 * The filter's gradient; see the plain kernel for the formula and the shapes. For a row of the filter, it is the product of
 * the transposed image, read where it stands in its padded copy, with dy: tiles of 4 x 8 numbers in registers go down
 * a block of pixels.
 */
export function convolveFilterGradient(
  x: usize,
  dy: usize,
  df: usize,
  scratch: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  stride: i32,
  padding: i32,
  filterHeight: i32,
  filterWidth: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const rowBytes = <usize>(width + 2 * padding) * pixel;
  const columns = (<usize>filters) << 2;
  const run = <usize>filterWidth * pixel;
  memory.fill(scratch, 0, <usize>(height + 2 * padding) * rowBytes);
  memory.fill(df, 0, (<usize>filterHeight * run * columns) >> 2);
  const rows = max(1, BLOCK / max(1, outWidth));
  for (let n = 0; n < images; n++) {
    padImage(x, scratch, height, width, pixel, padding, padding, 1, rowBytes);
    for (let p = 0; p < outHeight; p += rows) {
      for (let ky = 0; ky < filterHeight; ky++) {
        // Of these rows, those where the filter's row ky meets the image.
        const first = max(p, (padding - ky + stride - 1) / stride);
        const end = min(min(p + rows, outHeight), (height + padding - ky + stride - 1) / stride);
        if (end <= first) continue;
        addProducts(
          scratch + <usize>(first * stride + ky) * rowBytes,
          <usize>stride * pixel,
          <usize>stride * rowBytes,
          dy + <usize>(first * outWidth) * columns,
          columns,
          df + <usize>ky * (run >> 2) * columns,
          run,
          end - first,
          outWidth,
        );
      }
    }
    x += <usize>(height * width) * pixel;
    dy += <usize>(outHeight * outWidth) * columns;
  }
}

/** out[r, c] += sum over pixels of a[pixel, r] b[pixel, c]. */
function addProducts(
  a: usize,
  pixelStep: usize,
  rowStep: usize,
  b: usize,
  columns: usize,
  out: usize,
  run: usize,
  rows: i32,
  width: i32,
): void {
  const fours = run & ~15;
  const wide = columns & ~31;
  const quads = columns & ~15;
  for (let r: usize = 0; r < fours; r += 16) {
    const target = out + (r >> 2) * columns;
    for (let c: usize = 0; c < wide; c += 32)
      tile4x8(a + r, pixelStep, rowStep, b + c, columns, target + c, rows, width);
    for (let c = wide; c < quads; c += 16)
      for (let k: usize = 0; k < 4; k++)
        tile1x4(a + r + (k << 2), pixelStep, rowStep, b + c, columns, target + k * columns + c, rows, width);
  }
  for (let r = fours; r < run; r += 4)
    for (let c: usize = 0; c < quads; c += 16)
      tile1x4(a + r, pixelStep, rowStep, b + c, columns, out + (r >> 2) * columns + c, rows, width);
  for (let r: usize = 0; r < run; r += 4)
    for (let c = quads; c < columns; c += 4)
      element(a + r, pixelStep, rowStep, b + c, columns, out + (r >> 2) * columns + c, rows, width);
}

function tile4x8(
  a: usize,
  pixelStep: usize,
  rowStep: usize,
  b: usize,
  stride: usize,
  out: usize,
  rows: i32,
  width: i32,
): void {
  const out1 = out + stride;
  const out2 = out1 + stride;
  const out3 = out2 + stride;
  let c00 = v128.load(out);
  let c01 = v128.load(out, 16);
  let c10 = v128.load(out1);
  let c11 = v128.load(out1, 16);
  let c20 = v128.load(out2);
  let c21 = v128.load(out2, 16);
  let c30 = v128.load(out3);
  let c31 = v128.load(out3, 16);
  for (let row = 0; row < rows; row++) {
    let at = a;
    for (let q = 0; q < width; q++) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const x0 = v128.load32_splat(at);
      c00 = multiplyAdd(x0, b0, c00);
      c01 = multiplyAdd(x0, b1, c01);
      const x1 = v128.load32_splat(at, 4);
      c10 = multiplyAdd(x1, b0, c10);
      c11 = multiplyAdd(x1, b1, c11);
      const x2 = v128.load32_splat(at, 8);
      c20 = multiplyAdd(x2, b0, c20);
      c21 = multiplyAdd(x2, b1, c21);
      const x3 = v128.load32_splat(at, 12);
      c30 = multiplyAdd(x3, b0, c30);
      c31 = multiplyAdd(x3, b1, c31);
      at += pixelStep;
      b += stride;
    }
    a += rowStep;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out1, c10);
  v128.store(out1, c11, 16);
  v128.store(out2, c20);
  v128.store(out2, c21, 16);
  v128.store(out3, c30);
  v128.store(out3, c31, 16);
}

function tile1x4(
  a: usize,
  pixelStep: usize,
  rowStep: usize,
  b: usize,
  stride: usize,
  out: usize,
  rows: i32,
  width: i32,
): void {
  let sum = v128.load(out);
  for (let row = 0; row < rows; row++) {
    let at = a;
    for (let q = 0; q < width; q++) {
      sum = multiplyAdd(v128.load32_splat(at), v128.load(b), sum);
      at += pixelStep;
      b += stride;
    }
    a += rowStep;
  }
  v128.store(out, sum);
}

function element(
  a: usize,
  pixelStep: usize,
  rowStep: usize,
  b: usize,
  stride: usize,
  out: usize,
  rows: i32,
  width: i32,
): void {
  let sum = load<f32>(out);
  for (let row = 0; row < rows; row++) {
    let at = a;
    for (let q = 0; q < width; q++) {
      sum += load<f32>(at) * load<f32>(b);
      at += pixelStep;
      b += stride;
    }
    a += rowStep;
  }
  store<f32>(out, sum);
}
