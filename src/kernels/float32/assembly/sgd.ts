import { multiplyAdd } from "./multiply-add";

/** One step of gradient descent with momentum; see the plain kernel for the formula and the shapes. */
export function sgd(
  parameter: usize,
  gradient: usize,
  velocity: usize,
  nextParameter: usize,
  nextVelocity: usize,
  count: i32,
  rate: f32,
  momentum: f32,
  weightDecay: f32,
): void {
  const size = (<usize>count) << 2;
  const wide = size & ~15;
  for (let k: usize = 0; k < wide; k += 16) {
    const p = v128.load(parameter + k);
    const g = multiplyAdd(f32x4.splat(weightDecay), p, v128.load(gradient + k));
    const v = multiplyAdd(f32x4.splat(momentum), v128.load(velocity + k), g);
    v128.store(nextVelocity + k, v);
    v128.store(nextParameter + k, f32x4.sub(p, f32x4.mul(f32x4.splat(rate), v)));
  }
  for (let k = wide; k < size; k += 4) {
    const p = load<f32>(parameter + k);
    const v = momentum * load<f32>(velocity + k) + (load<f32>(gradient + k) + weightDecay * p);
    store<f32>(nextVelocity + k, v);
    store<f32>(nextParameter + k, p - rate * v);
  }
}
