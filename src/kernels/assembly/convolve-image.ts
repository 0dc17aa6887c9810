/**
 * The convolution of one padded image, by tiles of 4 pixels of a row and 8 (then 4) filters held in registers. At the
 * edges the last tile overlaps the one before, which computes an element twice, harmlessly.
 *
 * @param rowBytes bytes of a row of the padded image
 * @param pixelStep bytes from the window of a pixel to that of the next
 * @param rowStep the same from row to row
 * @param filter [filterHeight, run, filters]; where there are fewer than 4 filters, transposed by transposeFilter
 * @param runBytes bytes of filterWidth pixels, which a row of the filter reads at once
 * @param filterBytes bytes of one number per filter
 */
export function convolveImage(
  padded: usize,
  rowBytes: usize,
  pixelStep: usize,
  rowStep: usize,
  filter: usize,
  out: usize,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  runBytes: usize,
  filterBytes: usize,
): void {
  const wide = filterBytes & ~31;
  for (let p = 0; p < outHeight; p++) {
    const row = padded + <usize>p * rowStep;
    for (let q = 0; q < outWidth; q += 4) {
      const count = outWidth - q;
      const first = <usize>(count < 4 && outWidth >= 4 ? outWidth - 4 : q);
      const source = row + first * pixelStep;
      const target = out + first * filterBytes;
      if (filterBytes < 16 || outWidth < 4) {
        // Fewer than 4 pixels or filters: one pixel at a time.
        for (let k: usize = 0; k < <usize>min(4, outWidth - <i32>first); k++)
          pixelOf(
            source + k * pixelStep,
            rowBytes,
            runBytes,
            filterHeight,
            filter,
            filterBytes,
            target + k * filterBytes,
          );
        continue;
      }
      for (let c: usize = 0; c < wide; c += 32)
        tile4x8(source, pixelStep, rowBytes, runBytes, filterHeight, filter + c, filterBytes, target + c);
      for (let c = wide; c < filterBytes; c += 16) {
        const start = c + 16 > filterBytes ? filterBytes - 16 : c;
        tile4x4(
          source,
          pixelStep,
          rowBytes,
          runBytes,
          filterHeight,
          filter + start,
          filterBytes,
          target + start,
        );
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
  rowBytes: usize,
  runBytes: usize,
  filterHeight: i32,
  b: usize,
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
  for (let ky = 0; ky < filterHeight; ky++) {
    const a1 = a0 + pixelStep;
    const a2 = a1 + pixelStep;
    const a3 = a2 + pixelStep;
    for (let k: usize = 0; k < runBytes; k += 4) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const x0 = v128.load32_splat(a0 + k);
      c00 = f32x4.add(c00, f32x4.mul(x0, b0));
      c01 = f32x4.add(c01, f32x4.mul(x0, b1));
      const x1 = v128.load32_splat(a1 + k);
      c10 = f32x4.add(c10, f32x4.mul(x1, b0));
      c11 = f32x4.add(c11, f32x4.mul(x1, b1));
      const x2 = v128.load32_splat(a2 + k);
      c20 = f32x4.add(c20, f32x4.mul(x2, b0));
      c21 = f32x4.add(c21, f32x4.mul(x2, b1));
      const x3 = v128.load32_splat(a3 + k);
      c30 = f32x4.add(c30, f32x4.mul(x3, b0));
      c31 = f32x4.add(c31, f32x4.mul(x3, b1));
      b += stride;
    }
    a0 += rowBytes;
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
  rowBytes: usize,
  runBytes: usize,
  filterHeight: i32,
  b: usize,
  stride: usize,
  out: usize,
): void {
  let c0 = f32x4.splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  for (let ky = 0; ky < filterHeight; ky++) {
    for (let k: usize = 0; k < runBytes; k += 4) {
      const a = a0 + k;
      const y = v128.load(b);
      c0 = f32x4.add(c0, f32x4.mul(v128.load32_splat(a), y));
      c1 = f32x4.add(c1, f32x4.mul(v128.load32_splat(a + pixelStep), y));
      c2 = f32x4.add(c2, f32x4.mul(v128.load32_splat(a + 2 * pixelStep), y));
      c3 = f32x4.add(c3, f32x4.mul(v128.load32_splat(a + 3 * pixelStep), y));
      b += stride;
    }
    a0 += rowBytes;
  }
  v128.store(out, c0);
  v128.store(out + stride, c1);
  v128.store(out + 2 * stride, c2);
  v128.store(out + 3 * stride, c3);
}

/** All filters at one pixel: four at a time, or each as an inner product along the filter's rows. */
function pixelOf(
  a: usize,
  rowBytes: usize,
  runBytes: usize,
  filterHeight: i32,
  b: usize,
  stride: usize,
  out: usize,
): void {
  if (stride < 16) {
    for (let c: usize = 0; c < stride; c += 4) {
      store<f32>(out + c, inner(a, rowBytes, runBytes, filterHeight, b));
      b += <usize>filterHeight * runBytes;
    }
    return;
  }
  for (let c: usize = 0; c < stride; c += 16) {
    const start = c + 16 > stride ? stride - 16 : c;
    let sum = f32x4.splat(0);
    let from = b + start;
    for (let ky = 0; ky < filterHeight; ky++) {
      const row = a + <usize>ky * rowBytes;
      for (let k: usize = 0; k < runBytes; k += 4) {
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(row + k), v128.load(from)));
        from += stride;
      }
    }
    v128.store(out + start, sum);
  }
}

function inner(a: usize, rowBytes: usize, runBytes: usize, filterHeight: i32, b: usize): f32 {
  const fours = runBytes & ~15;
  let sums = f32x4.splat(0);
  let sum: f32 = 0;
  for (let ky = 0; ky < filterHeight; ky++) {
    for (let k: usize = 0; k < fours; k += 16)
      sums = f32x4.add(sums, f32x4.mul(v128.load(a + k), v128.load(b + k)));
    for (let k = fours; k < runBytes; k += 4) sum += load<f32>(a + k) * load<f32>(b + k);
    a += rowBytes;
    b += runBytes;
  }
  return (
    sum +
    (f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1)) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
}
