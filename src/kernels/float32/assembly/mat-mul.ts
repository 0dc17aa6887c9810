import { multiplyAdd } from "./multiply-add";

/**
 * out = A B; see the plain kernel for the shapes.
 *
 * The result is built in tiles of 4 rows and 8 (then 4) columns held in registers. At the edges the last tile
 * overlaps the one before: each is computed in full, so computing an element twice is harmless. Fewer than 4 rows or
 * columns go one element at a time.
 */
export function matMul(a: usize, b: usize, out: usize, rows: i32, inner: i32, columns: i32): void {
  multiply(a, b, 0, out, rows, inner, columns);
}

/** out = A B + bias in every row; see the plain kernel for the shapes. */
export function affine(
  a: usize,
  b: usize,
  bias: usize,
  out: usize,
  rows: i32,
  inner: i32,
  columns: i32,
): void {
  multiply(a, b, bias, out, rows, inner, columns);
}

/** The product, with the bias where its address is not 0. */
function multiply(a: usize, b: usize, bias: usize, out: usize, rows: i32, inner: i32, columns: i32): void {
  const aStride = (<usize>inner) << 2;
  const stride = (<usize>columns) << 2;
  if (rows < 4 || columns < 4) {
    for (let row: usize = 0; row < <usize>rows; row++)
      for (let c: usize = 0; c < stride; c += 4) {
        const start: f32 = bias === 0 ? 0 : load<f32>(bias + c);
        store<f32>(out + row * stride + c, dot(start, a + row * aStride, aStride, b + c, stride));
      }
    return;
  }
  const wide = stride & ~31;
  for (let row: i32 = 0; row < rows; row += 4) {
    const first = <usize>min(row, rows - 4);
    const source = a + first * aStride;
    const target = out + first * stride;
    for (let c: usize = 0; c < wide; c += 32) tile4x8(source, aStride, b + c, bias, c, stride, target + c);
    for (let c = wide; c < stride; c += 16) {
      const start = c + 16 > stride ? stride - 16 : c;
      tile4x4(source, aStride, b + start, bias, start, stride, target + start);
    }
  }
}

function tile4x8(
  a0: usize,
  aStride: usize,
  b: usize,
  bias: usize,
  column: usize,
  stride: usize,
  out: usize,
): void {
  const a1 = a0 + aStride;
  const a2 = a1 + aStride;
  const a3 = a2 + aStride;
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  if (bias !== 0) {
    c00 = v128.load(bias + column);
    c01 = v128.load(bias + column, 16);
  }
  let c10 = c00;
  let c11 = c01;
  let c20 = c00;
  let c21 = c01;
  let c30 = c00;
  let c31 = c01;
  for (let k: usize = 0; k < aStride; k += 4) {
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
  aStride: usize,
  b: usize,
  bias: usize,
  column: usize,
  stride: usize,
  out: usize,
): void {
  const a1 = a0 + aStride;
  const a2 = a1 + aStride;
  const a3 = a2 + aStride;
  let c0 = bias === 0 ? f32x4.splat(0) : v128.load(bias + column);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  for (let k: usize = 0; k < aStride; k += 4) {
    const y = v128.load(b);
    c0 = multiplyAdd(v128.load32_splat(a0 + k), y, c0);
    c1 = multiplyAdd(v128.load32_splat(a1 + k), y, c1);
    c2 = multiplyAdd(v128.load32_splat(a2 + k), y, c2);
    c3 = multiplyAdd(v128.load32_splat(a3 + k), y, c3);
    b += stride;
  }
  v128.store(out, c0);
  v128.store(out + stride, c1);
  v128.store(out + 2 * stride, c2);
  v128.store(out + 3 * stride, c3);
}

function dot(start: f32, a: usize, aStride: usize, b: usize, stride: usize): f32 {
  let sum = start;
  for (let k: usize = 0; k < aStride; k += 4) {
    sum += load<f32>(a + k) * load<f32>(b);
    b += stride;
  }
  return sum;
}
