/**
 * sum + a b, lane by lane: rounded once in the relaxed build, on processors that can, else twice, as in the plain kernels.
 */
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b));
}
