import { multiplyAdd } from "./multiply-add";

/**
 * out = S X, S as compressed sparse rows; see the plain kernel for the shapes.
 *
 * A row of the result is built in registers, 32, then 4 columns at a time. Where the width is no multiple of 4, the
 * last four columns overlap the ones before: each is computed in full, so computing one twice is harmless.
 */
export function spmm(
  offsets: usize,
  indices: usize,
  values: usize,
  dense: usize,
  out: usize,
  rows: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~127;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const begin = (<usize>load<u32>(offsets + (row << 2))) << 2;
    const end = (<usize>load<u32>(offsets + (row << 2), 4)) << 2;
    const target = out + row * stride;
    for (let c: usize = 0; c < wide; c += 128)
      row32(begin, end, indices, values, dense + c, stride, target + c);
    if (width >= 4) {
      for (let c = wide; c < stride; c += 16) {
        const start = c + 16 > stride ? stride - 16 : c;
        row4(begin, end, indices, values, dense + start, stride, target + start);
      }
    } else {
      for (let c = wide; c < stride; c += 4) row1(begin, end, indices, values, dense + c, stride, target + c);
    }
  }
}

function row32(
  begin: usize,
  end: usize,
  indices: usize,
  values: usize,
  dense: usize,
  stride: usize,
  target: usize,
): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  let s4 = f32x4.splat(0);
  let s5 = f32x4.splat(0);
  let s6 = f32x4.splat(0);
  let s7 = f32x4.splat(0);
  for (let k = begin; k < end; k += 4) {
    const value = v128.load32_splat(values + k);
    const source = dense + <usize>load<u32>(indices + k) * stride;
    s0 = multiplyAdd(value, v128.load(source), s0);
    s1 = multiplyAdd(value, v128.load(source, 16), s1);
    s2 = multiplyAdd(value, v128.load(source, 32), s2);
    s3 = multiplyAdd(value, v128.load(source, 48), s3);
    s4 = multiplyAdd(value, v128.load(source, 64), s4);
    s5 = multiplyAdd(value, v128.load(source, 80), s5);
    s6 = multiplyAdd(value, v128.load(source, 96), s6);
    s7 = multiplyAdd(value, v128.load(source, 112), s7);
  }
  v128.store(target, s0);
  v128.store(target, s1, 16);
  v128.store(target, s2, 32);
  v128.store(target, s3, 48);
  v128.store(target, s4, 64);
  v128.store(target, s5, 80);
  v128.store(target, s6, 96);
  v128.store(target, s7, 112);
}

function row4(
  begin: usize,
  end: usize,
  indices: usize,
  values: usize,
  dense: usize,
  stride: usize,
  target: usize,
): void {
  let sum = f32x4.splat(0);
  for (let k = begin; k < end; k += 4) {
    const source = dense + <usize>load<u32>(indices + k) * stride;
    sum = multiplyAdd(v128.load32_splat(values + k), v128.load(source), sum);
  }
  v128.store(target, sum);
}

function row1(
  begin: usize,
  end: usize,
  indices: usize,
  values: usize,
  dense: usize,
  stride: usize,
  target: usize,
): void {
  let sum: f32 = 0;
  for (let k = begin; k < end; k += 4)
    sum += load<f32>(values + k) * load<f32>(dense + <usize>load<u32>(indices + k) * stride);
  store<f32>(target, sum);
}
