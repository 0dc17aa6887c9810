/** The upper two lanes in the place of the lower. */
export function high(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 2, 3);
}

/** Two pairs of float64 numbers, each times `scale`, as four of float32. */
export function narrow(low: v128, upper: v128, scale: f64): v128 {
  const factor = f64x2.splat(scale);
  const a = f32x4.demote_f64x2_zero(f64x2.mul(low, factor));
  const b = f32x4.demote_f64x2_zero(f64x2.mul(upper, factor));
  return v128.shuffle<f32>(a, b, 0, 1, 4, 5);
}
