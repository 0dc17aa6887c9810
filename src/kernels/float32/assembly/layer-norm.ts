import { multiplyAdd } from "./multiply-add";

/** Rows to mean 0 and variance 1, scaled and shifted; see the plain kernel for the formula and the shapes. */
export function layerNorm(
  x: usize,
  gain: usize,
  shift: usize,
  out: usize,
  means: usize,
  inverseDeviations: usize,
  rows: i32,
  width: i32,
  epsilon: f32,
): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~15;
  for (let row: i32 = 0; row < rows; row++) {
    let sums = f32x4.splat(0);
    for (let c: usize = 0; c < wide; c += 16) sums = f32x4.add(sums, v128.load(x + c));
    let sum = across(sums);
    for (let c = wide; c < stride; c += 4) sum += load<f32>(x + c);
    const mean = sum / <f32>width;
    const center = f32x4.splat(mean);
    sums = f32x4.splat(0);
    for (let c: usize = 0; c < wide; c += 16) {
      const d = f32x4.sub(v128.load(x + c), center);
      sums = multiplyAdd(d, d, sums);
    }
    sum = across(sums);
    for (let c = wide; c < stride; c += 4) {
      const d = load<f32>(x + c) - mean;
      sum += d * d;
    }
    const inverse: f32 = 1 / sqrt<f32>(sum / <f32>width + epsilon);
    const scale = f32x4.splat(inverse);
    for (let c: usize = 0; c < wide; c += 16) {
      const normal = f32x4.mul(f32x4.sub(v128.load(x + c), center), scale);
      v128.store(out + c, multiplyAdd(normal, v128.load(gain + c), v128.load(shift + c)));
    }
    for (let c = wide; c < stride; c += 4)
      store<f32>(out + c, (load<f32>(x + c) - mean) * inverse * load<f32>(gain + c) + load<f32>(shift + c));
    store<f32>(means, mean);
    store<f32>(inverseDeviations, inverse);
    x += stride;
    out += stride;
    means += 4;
    inverseDeviations += 4;
  }
}

/** Gradients of the input, the gain and the shift in one pass; see the plain kernel for the formulas and the shapes. */
export function layerNormGradient(
  x: usize,
  gain: usize,
  means: usize,
  inverseDeviations: usize,
  dy: usize,
  dx: usize,
  dgain: usize,
  dshift: usize,
  rows: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~15;
  memory.fill(dgain, 0, stride);
  memory.fill(dshift, 0, stride);
  for (let row: i32 = 0; row < rows; row++) {
    const mean = load<f32>(means);
    const inverse = load<f32>(inverseDeviations);
    const center = f32x4.splat(mean);
    const scale = f32x4.splat(inverse);
    let sums = f32x4.splat(0);
    let products = f32x4.splat(0);
    for (let c: usize = 0; c < wide; c += 16) {
      const gradient = v128.load(dy + c);
      const normal = f32x4.mul(f32x4.sub(v128.load(x + c), center), scale);
      const part = f32x4.mul(gradient, normal);
      const weight = v128.load(gain + c);
      sums = multiplyAdd(weight, gradient, sums);
      products = multiplyAdd(weight, part, products);
      v128.store(dgain + c, f32x4.add(v128.load(dgain + c), part));
      v128.store(dshift + c, f32x4.add(v128.load(dshift + c), gradient));
    }
    let sum = across(sums);
    let product = across(products);
    for (let c = wide; c < stride; c += 4) {
      const gradient = load<f32>(dy + c);
      const part = gradient * (load<f32>(x + c) - mean) * inverse;
      sum += load<f32>(gain + c) * gradient;
      product += load<f32>(gain + c) * part;
      store<f32>(dgain + c, load<f32>(dgain + c) + part);
      store<f32>(dshift + c, load<f32>(dshift + c) + gradient);
    }
    // dx = inverse (gain dy - sum / width - normal product / width), with normal = (x - mean) inverse
    const offset = sum / <f32>width;
    const slope = (product / <f32>width) * inverse;
    const offsets = f32x4.splat(offset);
    const slopes = f32x4.splat(slope);
    for (let c: usize = 0; c < wide; c += 16) {
      const direct = f32x4.sub(f32x4.mul(v128.load(gain + c), v128.load(dy + c)), offsets);
      const along = f32x4.mul(f32x4.sub(v128.load(x + c), center), slopes);
      v128.store(dx + c, f32x4.mul(f32x4.sub(direct, along), scale));
    }
    for (let c = wide; c < stride; c += 4)
      store<f32>(
        dx + c,
        (load<f32>(gain + c) * load<f32>(dy + c) - offset - (load<f32>(x + c) - mean) * slope) * inverse,
      );
    x += stride;
    dy += stride;
    dx += stride;
    means += 4;
    inverseDeviations += 4;
  }
}

/** Sum of the four lanes. */
function across(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) +
    f32x4.extract_lane(v, 1) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}
