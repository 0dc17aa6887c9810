import { multiplyAdd } from "./multiply-add";

/**
 * e^x for four x <= 0, to 2e-7 relative: 2^n by its bits, the rest by its Taylor polynomial, ln 2 in two pieces so that
 * x - n ln 2 is exact. NaN stays NaN.
 */
export function exponentials(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(<f32>Math.LOG2E)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444005469057e-4)));
  let p = f32x4.splat(1 / 5040.0);
  p = multiplyAdd(p, r, f32x4.splat(1 / 720.0));
  p = multiplyAdd(p, r, f32x4.splat(1 / 120.0));
  p = multiplyAdd(p, r, f32x4.splat(1 / 24.0));
  p = multiplyAdd(p, r, f32x4.splat(1 / 6.0));
  p = multiplyAdd(p, r, f32x4.splat(0.5));
  p = multiplyAdd(p, r, f32x4.splat(1));
  p = multiplyAdd(p, r, f32x4.splat(1));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
  const power = f32x4.mul(p, i32x4.shl(exponent, 23));
  // Below, the exponent has no bits left. Written so that NaN is not cut off.
  return v128.andnot(power, f32x4.lt(x, f32x4.splat(-87.3)));
}
