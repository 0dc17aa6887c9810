/** Lets numbers through where others are positive; see the plain kernel for the formula and the shapes. */
export function gate(x: usize, y: usize, out: usize, count: i32): void {
  const size = (<usize>count) << 2;
  const wide = size & ~15;
  const zero = f32x4.splat(0);
  for (let k: usize = 0; k < wide; k += 16)
    v128.store(out + k, v128.and(v128.load(x + k), f32x4.gt(v128.load(y + k), zero)));
  for (let k = wide; k < size; k += 4) store<f32>(out + k, load<f32>(y + k) > 0 ? load<f32>(x + k) : 0);
}
