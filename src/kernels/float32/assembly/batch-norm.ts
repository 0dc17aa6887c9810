import { high, narrow } from "./lanes";
import { multiplyAdd } from "./multiply-add";

/** Rows whose sums are taken in float32 before they go into a float64 one. */
const BLOCK: usize = 32;

/**
 * Columns to mean 0 and variance 1, scaled, shifted and cut off below; see the plain kernel for the formula and the
 * shapes.
 *
 * Sixteen columns at a time, a line of the cache, go down all rows. Their sums are in float64 from block to block:
 * over a hundred thousand rows, float32 would lose digits. What is left of the width goes one column at a time.
 */
export function batchNorm(
  x: usize,
  gain: usize,
  shift: usize,
  runningMeans: usize,
  runningVariances: usize,
  out: usize,
  means: usize,
  inverseDeviations: usize,
  nextMeans: usize,
  nextVariances: usize,
  rows: i32,
  width: i32,
  epsilon: f64,
  momentum: f64,
  floor: f32,
): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~63;
  const size = <usize>rows * stride;
  for (let c: usize = 0; c < wide; c += 64) {
    sums16(x + c, size, stride, 0, means + c, 1 / <f64>rows);
    // The sums of squares stand there until the variances are made of them.
    sums16(x + c, size, stride, means + c, nextVariances + c, 1);
  }
  for (let c = wide; c < stride; c += 4) sum1(x + c, size, stride, means + c, nextVariances + c, rows);
  for (let c: usize = 0; c < stride; c += 4) {
    const mean = <f64>load<f32>(means + c);
    const squares = <f64>load<f32>(nextVariances + c);
    store<f32>(inverseDeviations + c, <f32>(1 / sqrt<f64>(squares / <f64>rows + epsilon)));
    const unbiased = squares / <f64>max(1, rows - 1);
    store<f32>(nextMeans + c, <f32>((1 - momentum) * <f64>load<f32>(runningMeans + c) + momentum * mean));
    store<f32>(
      nextVariances + c,
      <f32>((1 - momentum) * <f64>load<f32>(runningVariances + c) + momentum * unbiased),
    );
  }
  scaleAndShift(x, gain, shift, means, inverseDeviations, out, size, stride, floor);
}

/** (x - mean) gain / deviation + shift, at least `floor`, row by row. */
export function scaleAndShift(
  x: usize,
  gain: usize,
  shift: usize,
  means: usize,
  inverseDeviations: usize,
  out: usize,
  size: usize,
  stride: usize,
  floor: f32,
): void {
  const fours = stride & ~15;
  const least = f32x4.splat(floor);
  for (let row: usize = 0; row < size; row += stride) {
    const source = x + row;
    const target = out + row;
    for (let c: usize = 0; c < fours; c += 16) {
      const slope = f32x4.mul(v128.load(gain + c), v128.load(inverseDeviations + c));
      const value = f32x4.mul(f32x4.sub(v128.load(source + c), v128.load(means + c)), slope);
      v128.store(target + c, f32x4.max(least, f32x4.add(value, v128.load(shift + c))));
    }
    for (let c = fours; c < stride; c += 4) {
      const slope = load<f32>(gain + c) * load<f32>(inverseDeviations + c);
      const value = (load<f32>(source + c) - load<f32>(means + c)) * slope + load<f32>(shift + c);
      store<f32>(target + c, max<f32>(floor, value));
    }
  }
}

/** Sums of 16 columns times `scale`, or where there are `means` the sums of the squared distances from those. */
function sums16(x: usize, size: usize, stride: usize, means: usize, sums: usize, scale: f64): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let s4 = f64x2.splat(0);
  let s5 = f64x2.splat(0);
  let s6 = f64x2.splat(0);
  let s7 = f64x2.splat(0);
  const end = x + size;
  for (let p = x; p < end; ) {
    let t0 = f32x4.splat(0);
    let t1 = f32x4.splat(0);
    let t2 = f32x4.splat(0);
    let t3 = f32x4.splat(0);
    const stop = min(p + BLOCK * stride, end);
    if (means === 0) {
      for (; p < stop; p += stride) {
        t0 = f32x4.add(t0, v128.load(p));
        t1 = f32x4.add(t1, v128.load(p, 16));
        t2 = f32x4.add(t2, v128.load(p, 32));
        t3 = f32x4.add(t3, v128.load(p, 48));
      }
    } else {
      const m0 = v128.load(means);
      const m1 = v128.load(means, 16);
      const m2 = v128.load(means, 32);
      const m3 = v128.load(means, 48);
      for (; p < stop; p += stride) {
        const d0 = f32x4.sub(v128.load(p), m0);
        const d1 = f32x4.sub(v128.load(p, 16), m1);
        const d2 = f32x4.sub(v128.load(p, 32), m2);
        const d3 = f32x4.sub(v128.load(p, 48), m3);
        t0 = multiplyAdd(d0, d0, t0);
        t1 = multiplyAdd(d1, d1, t1);
        t2 = multiplyAdd(d2, d2, t2);
        t3 = multiplyAdd(d3, d3, t3);
      }
    }
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(t0));
    s1 = f64x2.add(s1, f64x2.promote_low_f32x4(high(t0)));
    s2 = f64x2.add(s2, f64x2.promote_low_f32x4(t1));
    s3 = f64x2.add(s3, f64x2.promote_low_f32x4(high(t1)));
    s4 = f64x2.add(s4, f64x2.promote_low_f32x4(t2));
    s5 = f64x2.add(s5, f64x2.promote_low_f32x4(high(t2)));
    s6 = f64x2.add(s6, f64x2.promote_low_f32x4(t3));
    s7 = f64x2.add(s7, f64x2.promote_low_f32x4(high(t3)));
  }
  v128.store(sums, narrow(s0, s1, scale));
  v128.store(sums, narrow(s2, s3, scale), 16);
  v128.store(sums, narrow(s4, s5, scale), 32);
  v128.store(sums, narrow(s6, s7, scale), 48);
}

/** The mean of one column, and the sum of the squared distances from it. */
function sum1(x: usize, size: usize, stride: usize, means: usize, squares: usize, rows: i32): void {
  const end = x + size;
  let sum: f64 = 0;
  for (let p = x; p < end; p += stride) sum += <f64>load<f32>(p);
  const mean = sum / <f64>rows;
  let square: f64 = 0;
  for (let p = x; p < end; p += stride) {
    const distance = <f64>load<f32>(p) - mean;
    square += distance * distance;
  }
  store<f32>(means, <f32>mean);
  store<f32>(squares, <f32>square);
}
