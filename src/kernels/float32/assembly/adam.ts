import { multiplyAdd } from "./multiply-add";

/** One step of Adam with weight decay in the gradient; see the plain kernel for the formula and the shapes. */
export function adam(
  parameter: usize,
  gradient: usize,
  first: usize,
  second: usize,
  nextParameter: usize,
  nextFirst: usize,
  nextSecond: usize,
  count: i32,
  rate: f32,
  secondScale: f32,
  beta1: f64,
  beta2: f64,
  epsilon: f32,
  weightDecay: f32,
): void {
  // 1 - beta in float64: in float32, 1 - 0.999 is off by 5e-5 of itself.
  const keep1 = <f32>beta1;
  const keep2 = <f32>beta2;
  const take1 = <f32>(1 - beta1);
  const take2 = <f32>(1 - beta2);
  const size = (<usize>count) << 2;
  const wide = size & ~15;
  for (let k: usize = 0; k < wide; k += 16) {
    const p = v128.load(parameter + k);
    const g = multiplyAdd(f32x4.splat(weightDecay), p, v128.load(gradient + k));
    const m = multiplyAdd(f32x4.splat(take1), g, f32x4.mul(f32x4.splat(keep1), v128.load(first + k)));
    const v = multiplyAdd(
      f32x4.splat(take2),
      f32x4.mul(g, g),
      f32x4.mul(f32x4.splat(keep2), v128.load(second + k)),
    );
    v128.store(nextFirst + k, m);
    v128.store(nextSecond + k, v);
    const bottom = multiplyAdd(f32x4.sqrt(v), f32x4.splat(secondScale), f32x4.splat(epsilon));
    v128.store(nextParameter + k, f32x4.sub(p, f32x4.div(f32x4.mul(f32x4.splat(rate), m), bottom)));
  }
  for (let k = wide; k < size; k += 4) {
    const p = load<f32>(parameter + k);
    const g = load<f32>(gradient + k) + weightDecay * p;
    const m = keep1 * load<f32>(first + k) + take1 * g;
    const v = keep2 * load<f32>(second + k) + take2 * (g * g);
    store<f32>(nextFirst + k, m);
    store<f32>(nextSecond + k, v);
    store<f32>(nextParameter + k, p - (rate * m) / (sqrt<f32>(v) * secondScale + epsilon));
  }
}
