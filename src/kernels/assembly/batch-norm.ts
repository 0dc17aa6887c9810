import { high, pick } from "./lanes";

/**
 * Columns to mean 0 and variance 1, scaled, shifted and cut off below; see the plain twin for the formula and the
 * shapes.
 *
 * Four columns at a time go down all rows, their sums in float64: over a hundred thousand rows, float32 would lose
 * digits. What is left of the width goes one column at a time.
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
  const wide = stride & ~15;
  const size = <usize>rows * stride;
  const shiftToOut = out - x;
  for (let c: usize = 0; c < stride; ) {
    const four = c < wide;
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    const end = x + c + size;
    if (four) {
      for (let p = x + c; p < end; p += stride) {
        const v = v128.load(p);
        s0 = f64x2.add(s0, f64x2.promote_low_f32x4(v));
        s1 = f64x2.add(s1, f64x2.promote_low_f32x4(high(v)));
      }
    } else {
      for (let p = x + c; p < end; p += stride) s0 = f64x2.add(s0, f64x2.splat(<f64>load<f32>(p)));
    }
    const count = f64x2.splat(<f64>rows);
    const m0 = f64x2.div(s0, count);
    const m1 = f64x2.div(s1, count);
    s0 = f64x2.splat(0);
    s1 = f64x2.splat(0);
    if (four) {
      for (let p = x + c; p < end; p += stride) {
        const v = v128.load(p);
        const d0 = f64x2.sub(f64x2.promote_low_f32x4(v), m0);
        const d1 = f64x2.sub(f64x2.promote_low_f32x4(high(v)), m1);
        s0 = f64x2.add(s0, f64x2.mul(d0, d0));
        s1 = f64x2.add(s1, f64x2.mul(d1, d1));
      }
    } else {
      for (let p = x + c; p < end; p += stride) {
        const d = f64x2.sub(f64x2.splat(<f64>load<f32>(p)), m0);
        s0 = f64x2.add(s0, f64x2.mul(d, d));
      }
    }
    const lanes = four ? 4 : 1;
    for (let lane: i32 = 0; lane < lanes; lane++) {
      const at = c + ((<usize>lane) << 2);
      const mean = pick(m0, m1, lane);
      const squares = pick(s0, s1, lane);
      store<f32>(means + at, <f32>mean);
      store<f32>(inverseDeviations + at, <f32>(1 / sqrt<f64>(squares / <f64>rows + epsilon)));
      const unbiased = squares / <f64>max(1, rows - 1);
      store<f32>(nextMeans + at, <f32>((1 - momentum) * <f64>load<f32>(runningMeans + at) + momentum * mean));
      store<f32>(
        nextVariances + at,
        <f32>((1 - momentum) * <f64>load<f32>(runningVariances + at) + momentum * unbiased),
      );
    }
    if (four) {
      const center = v128.load(means + c);
      const slope = f32x4.mul(v128.load(gain + c), v128.load(inverseDeviations + c));
      const offset = v128.load(shift + c);
      const least = f32x4.splat(floor);
      for (let p = x + c; p < end; p += stride) {
        const value = f32x4.add(f32x4.mul(f32x4.sub(v128.load(p), center), slope), offset);
        v128.store(p + shiftToOut, f32x4.max(least, value));
      }
      c += 16;
    } else {
      const center = load<f32>(means + c);
      const slope = load<f32>(gain + c) * load<f32>(inverseDeviations + c);
      const offset = load<f32>(shift + c);
      for (let p = x + c; p < end; p += stride)
        store<f32>(p + shiftToOut, max<f32>(floor, (load<f32>(p) - center) * slope + offset));
      c += 4;
    }
  }
}
