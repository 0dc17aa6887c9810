import { exponential } from "./elementary";

/** Softmax over the entries of each segment; see the plain twin for the formula and the shapes. */
export function segmentSoftmax(offsets: usize, x: usize, out: usize, segments: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  const shift = out - x;
  for (let segment: i32 = 0; segment < segments; segment++) {
    const begin = x + <usize>load<u32>(offsets) * stride;
    const end = x + <usize>load<u32>(offsets, 4) * stride;
    for (let c: usize = 0; c < stride; c += 4) {
      let top = -f32.MAX_VALUE;
      for (let k = begin + c; k < end; k += stride) top = max<f32>(top, load<f32>(k));
      let sum: f64 = 0;
      for (let k = begin + c; k < end; k += stride) {
        const power = exponential(<f64>load<f32>(k) - <f64>top);
        store<f32>(k + shift, <f32>power);
        sum += power;
      }
      const scale = <f32>(1 / sum);
      for (let k = begin + c; k < end; k += stride) store<f32>(k + shift, load<f32>(k + shift) * scale);
    }
    offsets += 4;
  }
}

/** The adjoint of the softmax; see the plain twin for the formula and the shapes. */
export function segmentSoftmaxGradient(
  offsets: usize,
  y: usize,
  dy: usize,
  dx: usize,
  segments: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  for (let segment: i32 = 0; segment < segments; segment++) {
    const begin = <usize>load<u32>(offsets) * stride;
    const end = <usize>load<u32>(offsets, 4) * stride;
    for (let c: usize = 0; c < stride; c += 4) {
      let sum: f32 = 0;
      for (let k = begin + c; k < end; k += stride) sum += load<f32>(y + k) * load<f32>(dy + k);
      for (let k = begin + c; k < end; k += stride)
        store<f32>(dx + k, load<f32>(y + k) * (load<f32>(dy + k) - sum));
    }
    offsets += 4;
  }
}
