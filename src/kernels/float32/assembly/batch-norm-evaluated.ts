import { scaleAndShift } from "./batch-norm";

/** Batch normalisation by given statistics; see the plain kernel for the formula and the shapes. */
export function batchNormEvaluated(
  x: usize,
  gain: usize,
  shift: usize,
  means: usize,
  variances: usize,
  out: usize,
  inverseDeviations: usize,
  rows: i32,
  width: i32,
  epsilon: f64,
  floor: f32,
): void {
  const stride = (<usize>width) << 2;
  for (let c: usize = 0; c < stride; c += 4)
    store<f32>(inverseDeviations + c, <f32>(1 / sqrt<f64>(<f64>load<f32>(variances + c) + epsilon)));
  scaleAndShift(x, gain, shift, means, inverseDeviations, out, <usize>rows * stride, stride, floor);
}
