/**
 * Zero with a given probability, by a hash of the element's index and a seed; see the plain kernel for the formula and
 * the shapes.
 */
export function dropout(x: usize, out: usize, count: i32, seed: i32, threshold: u32, scale: f32): void {
  const size = (<usize>count) << 2;
  const wide = size & ~15;
  let h = i32x4.add(i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(0x9e3779b1)), i32x4.splat(seed));
  const next = i32x4.splat(4 * 0x9e3779b1);
  for (let k: usize = 0; k < wide; k += 16) {
    let mixed = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
    mixed = i32x4.mul(v128.xor(mixed, i32x4.shr_u(mixed, 13)), i32x4.splat(0xc2b2ae35));
    mixed = v128.xor(mixed, i32x4.shr_u(mixed, 16));
    const keep = i32x4.ge_u(mixed, i32x4.splat(threshold));
    v128.store(out + k, v128.and(f32x4.mul(v128.load(x + k), f32x4.splat(scale)), keep));
    h = i32x4.add(h, next);
  }
  for (let k = wide; k < size; k += 4) {
    let mixed: u32 = (<u32>k >> 2) * 0x9e3779b1 + <u32>seed;
    mixed = (mixed ^ (mixed >> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >> 13)) * 0xc2b2ae35;
    mixed ^= mixed >> 16;
    store<f32>(out + k, mixed >= threshold ? load<f32>(x + k) * scale : 0);
  }
}
