import { multiplyAdd } from "./multiply-add";

/**
 * The convolution of one padded image, by tiles of 4 pixels of a row and 8 (then 4) filters held in registers. At the
 * edges the last tile overlaps the one before, which computes an element twice, harmlessly. Rows of zeros are left out.
 *
 * @param rowBytes bytes of a row of the padded image
 * @param pixelStep bytes from the window of a pixel to that of the next
 * @param rowStep rows from the window of a row to that of the next
 * @param top rows of zeros above the image
 * @param rows of the image
 * @param apart one more than the rows of zeros between two of them
 * @param filter [filterHeight, run, filters]; where there are fewer than 4 filters, transposed by transposeFilter
 * @param runBytes bytes of filterWidth pixels, which a row of the filter reads at once
 * @param filterBytes bytes of one number per filter
 */
export function convolveImage(
  padded: usize,
  rowBytes: usize,
  pixelStep: usize,
  rowStep: i32,
  top: i32,
  rows: i32,
  apart: i32,
  filter: usize,
  out: usize,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  runBytes: usize,
  filterBytes: usize,
): void {
  const wide = filterBytes & ~31;
  const narrow = filterBytes < 16;
  // From a row of the filter to the next.
  const turn = (runBytes >> 2) * filterBytes;
  const skip = <usize>(apart - 1) * turn;
  const aStep = <usize>apart * rowBytes;
  for (let p = 0; p < outHeight; p++) {
    // The first row of the filter that meets a row of the image, and how many do.
    const above = top - p * rowStep;
    const first = above > 0 ? above : (apart - (-above % apart)) % apart;
    const end = min(filterHeight, above + (rows - 1) * apart + 1);
    const count = end > first ? (end - first + apart - 1) / apart : 0;
    const row = padded + <usize>(p * rowStep + first) * rowBytes;
    const weights = filter + <usize>first * (narrow ? runBytes : turn);
    for (let q = 0; q < outWidth; q += 4) {
      const left = <usize>(outWidth - q < 4 && outWidth >= 4 ? outWidth - 4 : q);
      const source = row + left * pixelStep;
      const target = out + left * filterBytes;
      if (narrow || outWidth < 4) {
        // Fewer than 4 pixels or filters: one pixel at a time.
        for (let k: usize = 0; k < <usize>min(4, outWidth - <i32>left); k++) {
          const a = source + k * pixelStep;
          const to = target + k * filterBytes;
          if (narrow) innerProducts(a, aStep, runBytes, count, weights, apart, filterHeight, filterBytes, to);
          else pixelOf(a, aStep, runBytes, count, weights, skip, filterBytes, to);
        }
        continue;
      }
      for (let c: usize = 0; c < wide; c += 32)
        tile4x8(source, pixelStep, aStep, runBytes, count, weights + c, skip, filterBytes, target + c);
      for (let c = wide; c < filterBytes; c += 16) {
        const at = c + 16 > filterBytes ? filterBytes - 16 : c;
        tile4x4(source, pixelStep, aStep, runBytes, count, weights + at, skip, filterBytes, target + at);
      }
    }
    out += <usize>outWidth * filterBytes;
  }
}

/** A filter [rows, filters] as [filters, rows]. */
export function transposeFilter(filter: usize, out: usize, rows: i32, filters: i32): void {
  for (let row = 0; row < rows; row++)
    for (let o = 0; o < filters; o++)
      store<f32>(
        out + ((<usize>(o * rows + row)) << 2),
        load<f32>(filter + ((<usize>(row * filters + o)) << 2)),
      );
}

function tile4x8(
  a0: usize,
  pixelStep: usize,
  aStep: usize,
  runBytes: usize,
  count: i32,
  b: usize,
  skip: usize,
  stride: usize,
  out: usize,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  for (let ky = 0; ky < count; ky++) {
    const a1 = a0 + pixelStep;
    const a2 = a1 + pixelStep;
    const a3 = a2 + pixelStep;
    for (let k: usize = 0; k < runBytes; k += 4) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const x0 = v128.load32_splat(a0 + k);
      c00 = multiplyAdd(x0, b0, c00);
      c01 = multiplyAdd(x0, b1, c01);
      const x1 = v128.load32_splat(a1 + k);
      c10 = multiplyAdd(x1, b0, c10);
      c11 = multiplyAdd(x1, b1, c11);
      const x2 = v128.load32_splat(a2 + k);
      c20 = multiplyAdd(x2, b0, c20);
      c21 = multiplyAdd(x2, b1, c21);
      const x3 = v128.load32_splat(a3 + k);
      c30 = multiplyAdd(x3, b0, c30);
      c31 = multiplyAdd(x3, b1, c31);
      b += stride;
    }
    a0 += aStep;
    b += skip;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  out += stride;
  v128.store(out, c10);
  v128.store(out, c11, 16);
  out += stride;
  v128.store(out, c20);
  v128.store(out, c21, 16);
  out += stride;
  v128.store(out, c30);
  v128.store(out, c31, 16);
}

function tile4x4(
  a0: usize,
  pixelStep: usize,
  aStep: usize,
  runBytes: usize,
  count: i32,
  b: usize,
  skip: usize,
  stride: usize,
  out: usize,
): void {
  let c0 = f32x4.splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  for (let ky = 0; ky < count; ky++) {
    for (let k: usize = 0; k < runBytes; k += 4) {
      const a = a0 + k;
      const y = v128.load(b);
      c0 = multiplyAdd(v128.load32_splat(a), y, c0);
      c1 = multiplyAdd(v128.load32_splat(a + pixelStep), y, c1);
      c2 = multiplyAdd(v128.load32_splat(a + 2 * pixelStep), y, c2);
      c3 = multiplyAdd(v128.load32_splat(a + 3 * pixelStep), y, c3);
      b += stride;
    }
    a0 += aStep;
    b += skip;
  }
  v128.store(out, c0);
  v128.store(out + stride, c1);
  v128.store(out + 2 * stride, c2);
  v128.store(out + 3 * stride, c3);
}

/** All filters at one pixel, four at a time. */
function pixelOf(
  a: usize,
  aStep: usize,
  runBytes: usize,
  count: i32,
  b: usize,
  skip: usize,
  stride: usize,
  out: usize,
): void {
  for (let c: usize = 0; c < stride; c += 16) {
    const start = c + 16 > stride ? stride - 16 : c;
    let sum = f32x4.splat(0);
    let from = b + start;
    let row = a;
    for (let ky = 0; ky < count; ky++) {
      for (let k: usize = 0; k < runBytes; k += 4) {
        sum = multiplyAdd(v128.load32_splat(row + k), v128.load(from), sum);
        from += stride;
      }
      row += aStep;
      from += skip;
    }
    v128.store(out + start, sum);
  }
}

/** Fewer than four filters at one pixel, each as an inner product along its rows. */
function innerProducts(
  a: usize,
  aStep: usize,
  runBytes: usize,
  count: i32,
  b: usize,
  apart: i32,
  filterHeight: i32,
  filterBytes: usize,
  out: usize,
): void {
  const fours = runBytes & ~15;
  for (let c: usize = 0; c < filterBytes; c += 4) {
    let sums = f32x4.splat(0);
    let sum: f32 = 0;
    let row = a;
    let from = b;
    for (let ky = 0; ky < count; ky++) {
      for (let k: usize = 0; k < fours; k += 16)
        sums = multiplyAdd(v128.load(row + k), v128.load(from + k), sums);
      for (let k = fours; k < runBytes; k += 4) sum += load<f32>(row + k) * load<f32>(from + k);
      row += aStep;
      from += <usize>apart * runBytes;
    }
    sum += f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1);
    store<f32>(out + c, sum + (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3)));
    b += <usize>filterHeight * runBytes;
  }
}
