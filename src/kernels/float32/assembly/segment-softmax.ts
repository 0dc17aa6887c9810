import { softmaxRows, softmaxRowsGradient } from "./softmax-rows";

/** Softmax over the entries of each segment; see the plain kernel for the formula and the shapes. */
export function segmentSoftmax(offsets: usize, x: usize, out: usize, segments: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  for (let segment: i32 = 0; segment < segments; segment++) {
    const begin = <usize>load<u32>(offsets) * stride;
    const end = <usize>load<u32>(offsets, 4) * stride;
    memory.copy(out + begin, x + begin, end - begin);
    softmaxRows(out + begin, out + end, stride);
    offsets += 4;
  }
}

/** The adjoint of the softmax; see the plain kernel for the formula and the shapes. */
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
    softmaxRowsGradient(begin, end, y, dy, dx, stride);
    offsets += 4;
  }
}
