/** target[k] -= factor * vector[k]; see the plain kernel. */
export function subtractScaled(target: usize, vector: usize, factor: f64, count: usize): void {
  const x = f64x2.splat(factor);
  const end = target + (count << 3);
  for (; target + 32 <= end; target += 32, vector += 32) {
    const low = f64x2.sub(v128.load(target), f64x2.mul(x, v128.load(vector)));
    const high = f64x2.sub(v128.load(target, 16), f64x2.mul(x, v128.load(vector, 16)));
    v128.store(target, low);
    v128.store(target, high, 16);
  }
  for (; target < end; target += 8, vector += 8)
    store<f64>(target, load<f64>(target) - factor * load<f64>(vector));
}
