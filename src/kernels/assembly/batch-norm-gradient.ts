import { high, pick } from "./lanes";

/** Gradients of the input, the gain and the shift; see the plain twin for the formulas and the shapes. */
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
  const wide = stride & ~15;
  const size = <usize>rows * stride;
  const least = f32x4.splat(floor);
  for (let c: usize = 0; c < wide; c += 16) {
    const center = v128.load(means + c);
    const scale = v128.load(inverseDeviations + c);
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let p0 = f64x2.splat(0);
    let p1 = f64x2.splat(0);
    for (let at = c; at < size; at += stride) {
      const g = v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), least));
      const part = f32x4.mul(g, f32x4.mul(f32x4.sub(v128.load(x + at), center), scale));
      s0 = f64x2.add(s0, f64x2.promote_low_f32x4(g));
      s1 = f64x2.add(s1, f64x2.promote_low_f32x4(high(g)));
      p0 = f64x2.add(p0, f64x2.promote_low_f32x4(part));
      p1 = f64x2.add(p1, f64x2.promote_low_f32x4(high(part)));
    }
    const sums = f32x4(
      <f32>pick(s0, s1, 0),
      <f32>pick(s0, s1, 1),
      <f32>pick(s0, s1, 2),
      <f32>pick(s0, s1, 3),
    );
    const products = f32x4(
      <f32>pick(p0, p1, 0),
      <f32>pick(p0, p1, 1),
      <f32>pick(p0, p1, 2),
      <f32>pick(p0, p1, 3),
    );
    v128.store(dshift + c, sums);
    v128.store(dgain + c, products);
    const count = f32x4.splat(<f32>rows);
    const offset = f32x4.div(sums, count);
    const slope = f32x4.mul(f32x4.div(products, count), scale);
    const factor = f32x4.mul(v128.load(gain + c), scale);
    for (let at = c; at < size; at += stride) {
      const g = v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), least));
      const along = f32x4.mul(f32x4.sub(v128.load(x + at), center), slope);
      v128.store(dx + at, f32x4.mul(factor, f32x4.sub(f32x4.sub(g, offset), along)));
    }
  }
  for (let c = wide; c < stride; c += 4) {
    const center = load<f32>(means + c);
    const scale = load<f32>(inverseDeviations + c);
    let sum: f64 = 0;
    let product: f64 = 0;
    for (let at = c; at < size; at += stride) {
      const g: f32 = load<f32>(y + at) > floor ? load<f32>(dy + at) : 0;
      sum += <f64>g;
      product += <f64>(g * (load<f32>(x + at) - center) * scale);
    }
    store<f32>(dshift + c, <f32>sum);
    store<f32>(dgain + c, <f32>product);
    const offset = <f32>(sum / <f64>rows);
    const slope = <f32>(product / <f64>rows) * scale;
    const factor = load<f32>(gain + c) * scale;
    for (let at = c; at < size; at += stride) {
      const g: f32 = load<f32>(y + at) > floor ? load<f32>(dy + at) : 0;
      store<f32>(dx + at, factor * (g - offset - (load<f32>(x + at) - center) * slope));
    }
  }
}
