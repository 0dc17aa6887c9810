import { high, narrow } from "./lanes";
import { multiplyAdd } from "./multiply-add";

/** Rows whose sums are taken in float32 before they go into a float64 one. */
const BLOCK: usize = 32;

/**
 * Gradients of the input, the gain and the shift; see the plain kernel for the formulas and the shapes. Eight columns
 * at a time go down all rows, what is left of the width one by one.
 */
export function batchNormGradient(
  x: usize,
  y: usize,
  gain: usize,
  means: usize,
  inverseDeviations: usize,
  dy: usize,
  dx: usize,
  dgain: usize,
  dshift: usize,
  rows: i32,
  width: i32,
  floor: f32,
): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~31;
  const size = <usize>rows * stride;
  for (let c: usize = 0; c < wide; c += 32)
    sums8(x + c, y + c, means + c, inverseDeviations + c, dy + c, dgain + c, dshift + c, size, stride, floor);
  for (let c = wide; c < stride; c += 4)
    sums1(x + c, y + c, means + c, inverseDeviations + c, dy + c, dgain + c, dshift + c, size, stride, floor);

  const least = f32x4.splat(floor);
  const share = f32x4.splat(1 / <f32>rows);
  const fours = stride & ~15;
  for (let row: usize = 0; row < size; row += stride) {
    for (let c: usize = 0; c < fours; c += 16) {
      const at = row + c;
      const scale = v128.load(inverseDeviations + c);
      const g = v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), least));
      const offset = f32x4.mul(v128.load(dshift + c), share);
      const slope = f32x4.mul(f32x4.mul(v128.load(dgain + c), share), scale);
      const along = f32x4.mul(f32x4.sub(v128.load(x + at), v128.load(means + c)), slope);
      const factor = f32x4.mul(v128.load(gain + c), scale);
      v128.store(dx + at, f32x4.mul(factor, f32x4.sub(f32x4.sub(g, offset), along)));
    }
    for (let c = fours; c < stride; c += 4) {
      const at = row + c;
      const scale = load<f32>(inverseDeviations + c);
      const g: f32 = load<f32>(y + at) > floor ? load<f32>(dy + at) : 0;
      const offset = load<f32>(dshift + c) / <f32>rows;
      const slope = (load<f32>(dgain + c) / <f32>rows) * scale;
      const along = (load<f32>(x + at) - load<f32>(means + c)) * slope;
      store<f32>(dx + at, load<f32>(gain + c) * scale * (g - offset - along));
    }
  }
}

/** Gradients of the gain and the shift of 8 columns. */
function sums8(
  x: usize,
  y: usize,
  means: usize,
  inverseDeviations: usize,
  dy: usize,
  dgain: usize,
  dshift: usize,
  size: usize,
  stride: usize,
  floor: f32,
): void {
  const least = f32x4.splat(floor);
  const m0 = v128.load(means);
  const m1 = v128.load(means, 16);
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let p0 = f64x2.splat(0);
  let p1 = f64x2.splat(0);
  let p2 = f64x2.splat(0);
  let p3 = f64x2.splat(0);
  for (let at: usize = 0; at < size; ) {
    let t0 = f32x4.splat(0);
    let t1 = f32x4.splat(0);
    let q0 = f32x4.splat(0);
    let q1 = f32x4.splat(0);
    const stop = min(at + BLOCK * stride, size);
    for (; at < stop; at += stride) {
      const g0 = v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), least));
      const g1 = v128.and(v128.load(dy + at, 16), f32x4.gt(v128.load(y + at, 16), least));
      t0 = f32x4.add(t0, g0);
      t1 = f32x4.add(t1, g1);
      q0 = multiplyAdd(g0, f32x4.sub(v128.load(x + at), m0), q0);
      q1 = multiplyAdd(g1, f32x4.sub(v128.load(x + at, 16), m1), q1);
    }
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(t0));
    s1 = f64x2.add(s1, f64x2.promote_low_f32x4(high(t0)));
    s2 = f64x2.add(s2, f64x2.promote_low_f32x4(t1));
    s3 = f64x2.add(s3, f64x2.promote_low_f32x4(high(t1)));
    p0 = f64x2.add(p0, f64x2.promote_low_f32x4(q0));
    p1 = f64x2.add(p1, f64x2.promote_low_f32x4(high(q0)));
    p2 = f64x2.add(p2, f64x2.promote_low_f32x4(q1));
    p3 = f64x2.add(p3, f64x2.promote_low_f32x4(high(q1)));
  }
  v128.store(dshift, narrow(s0, s1, 1));
  v128.store(dshift, narrow(s2, s3, 1), 16);
  v128.store(dgain, f32x4.mul(narrow(p0, p1, 1), v128.load(inverseDeviations)));
  v128.store(dgain, f32x4.mul(narrow(p2, p3, 1), v128.load(inverseDeviations, 16)), 16);
}

/** Gradients of the gain and the shift of one column. */
function sums1(
  x: usize,
  y: usize,
  means: usize,
  inverseDeviations: usize,
  dy: usize,
  dgain: usize,
  dshift: usize,
  size: usize,
  stride: usize,
  floor: f32,
): void {
  const center = load<f32>(means);
  let sum: f64 = 0;
  let product: f64 = 0;
  for (let at: usize = 0; at < size; at += stride) {
    const g: f32 = load<f32>(y + at) > floor ? load<f32>(dy + at) : 0;
    sum += <f64>g;
    product += <f64>(g * (load<f32>(x + at) - center));
  }
  store<f32>(dshift, <f32>sum);
  store<f32>(dgain, <f32>product * load<f32>(inverseDeviations));
}
