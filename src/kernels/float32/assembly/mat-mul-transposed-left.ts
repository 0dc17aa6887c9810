import { multiplyAdd } from "./multiply-add";

/**
 * Rows taken at a time: with 64 columns on either side, both blocks (16 KiB each) stay in the first-level cache
 * while every tile of the result passes over them.
 */
const BLOCK: i32 = 64;

/**
 * out = A' B; see the plain kernel for the shapes.
 *
 * For each block of rows, tiles of 4 x 8 (then 4 x 4) elements of the result are added up in registers. Columns left
 * over at the edges go one element at a time in the first dimension, and through an overlapping tile with the lanes
 * already counted masked in the second.
 */
export function matMulTransposedLeft(a: usize, b: usize, out: usize, rows: i32, left: i32, right: i32): void {
  const aStride = (<usize>left) << 2;
  const stride = (<usize>right) << 2;
  memory.fill(out, 0, <usize>left * stride);
  const tall = aStride & ~15;
  const wide = stride & ~31;
  for (let row: i32 = 0; row < rows; row += BLOCK) {
    const count = min(BLOCK, rows - row);
    const aBlock = a + <usize>row * aStride;
    const bBlock = b + <usize>row * stride;
    for (let i: usize = 0; i < tall; i += 16) {
      const target = out + (i >> 2) * stride;
      for (let j: usize = 0; j < wide; j += 32)
        tile4x8(aBlock + i, aStride, bBlock + j, stride, target + j, count);
      if (right < 4) {
        for (let k: usize = 0; k < 16; k += 4)
          for (let j: usize = 0; j < stride; j += 4)
            element(aBlock + i + k, aStride, bBlock + j, stride, target + (k >> 2) * stride + j, count);
      } else {
        for (let j = wide; j < stride; j += 16) {
          const start = j + 16 > stride ? stride - 16 : j;
          tile4x4(
            aBlock + i,
            aStride,
            bBlock + start,
            stride,
            target + start,
            count,
            keepFrom((j - start) >> 2),
          );
        }
      }
    }
    for (let i = tall; i < aStride; i += 4)
      for (let j: usize = 0; j < stride; j += 4)
        element(aBlock + i, aStride, bBlock + j, stride, out + (i >> 2) * stride + j, count);
  }
}

/** All bits of the lanes from `first` on. */
function keepFrom(first: usize): v128 {
  return i32x4.ge_s(i32x4(0, 1, 2, 3), i32x4.splat(<i32>first));
}

function tile4x8(a: usize, aStride: usize, b: usize, stride: usize, out: usize, count: i32): void {
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
  for (let row: i32 = 0; row < count; row++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load32_splat(a);
    c00 = multiplyAdd(x0, b0, c00);
    c01 = multiplyAdd(x0, b1, c01);
    const x1 = v128.load32_splat(a, 4);
    c10 = multiplyAdd(x1, b0, c10);
    c11 = multiplyAdd(x1, b1, c11);
    const x2 = v128.load32_splat(a, 8);
    c20 = multiplyAdd(x2, b0, c20);
    c21 = multiplyAdd(x2, b1, c21);
    const x3 = v128.load32_splat(a, 12);
    c30 = multiplyAdd(x3, b0, c30);
    c31 = multiplyAdd(x3, b1, c31);
    a += aStride;
    b += stride;
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

function tile4x4(
  a: usize,
  aStride: usize,
  b: usize,
  stride: usize,
  out: usize,
  count: i32,
  keep: v128,
): void {
  let c0 = v128.load(out);
  let c1 = v128.load(out + stride);
  let c2 = v128.load(out + 2 * stride);
  let c3 = v128.load(out + 3 * stride);
  for (let row: i32 = 0; row < count; row++) {
    const y = v128.and(v128.load(b), keep);
    c0 = multiplyAdd(v128.load32_splat(a), y, c0);
    c1 = multiplyAdd(v128.load32_splat(a, 4), y, c1);
    c2 = multiplyAdd(v128.load32_splat(a, 8), y, c2);
    c3 = multiplyAdd(v128.load32_splat(a, 12), y, c3);
    a += aStride;
    b += stride;
  }
  v128.store(out, c0);
  v128.store(out + stride, c1);
  v128.store(out + 2 * stride, c2);
  v128.store(out + 3 * stride, c3);
}

function element(a: usize, aStride: usize, b: usize, stride: usize, out: usize, count: i32): void {
  let sum = load<f32>(out);
  for (let row: i32 = 0; row < count; row++) {
    sum += load<f32>(a) * load<f32>(b);
    a += aStride;
    b += stride;
  }
  store<f32>(out, sum);
}
