/** For every entry the sum of what stands at its row and its column; see the plain kernel for the shapes. */
export function edgeSum(
  offsets: usize,
  indices: usize,
  left: usize,
  right: usize,
  out: usize,
  rows: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~15;
  for (let row: i32 = 0; row < rows; row++) {
    const end = <usize>load<u32>(offsets, 4);
    for (let k = <usize>load<u32>(offsets); k < end; k++) {
      const other = right + <usize>load<u32>(indices + (k << 2)) * stride;
      const target = out + k * stride;
      for (let c: usize = 0; c < wide; c += 16)
        v128.store(target + c, f32x4.add(v128.load(left + c), v128.load(other + c)));
      for (let c = wide; c < stride; c += 4)
        store<f32>(target + c, load<f32>(left + c) + load<f32>(other + c));
    }
    offsets += 4;
    left += stride;
  }
}

/** Sums over the entries of each row and of each column; see the plain kernel for the formulas and the shapes. */
export function edgeSumGradient(
  offsets: usize,
  indices: usize,
  _left: usize,
  _right: usize,
  dy: usize,
  dleft: usize,
  dright: usize,
  rows: i32,
  columns: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~15;
  memory.fill(dleft, 0, <usize>rows * stride);
  memory.fill(dright, 0, <usize>columns * stride);
  for (let row: i32 = 0; row < rows; row++) {
    const end = <usize>load<u32>(offsets, 4);
    for (let k = <usize>load<u32>(offsets); k < end; k++) {
      const other = dright + <usize>load<u32>(indices + (k << 2)) * stride;
      const gradients = dy + k * stride;
      for (let c: usize = 0; c < wide; c += 16) {
        const gradient = v128.load(gradients + c);
        v128.store(dleft + c, f32x4.add(v128.load(dleft + c), gradient));
        v128.store(other + c, f32x4.add(v128.load(other + c), gradient));
      }
      for (let c = wide; c < stride; c += 4) {
        const gradient = load<f32>(gradients + c);
        store<f32>(dleft + c, load<f32>(dleft + c) + gradient);
        store<f32>(other + c, load<f32>(other + c) + gradient);
      }
    }
    offsets += 4;
    dleft += stride;
  }
}
