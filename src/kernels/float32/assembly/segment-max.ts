/**
 * The largest of each segment's rows, and which it is; see the plain kernel for the formula and the shapes. Four
 * columns at a time, the rest one by one.
 */
export function segmentMax(
  offsets: usize,
  indices: usize,
  x: usize,
  out: usize,
  winners: usize,
  rows: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~15;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const begin = (<usize>load<u32>(offsets + (row << 2))) << 2;
    const end = (<usize>load<u32>(offsets + (row << 2), 4)) << 2;
    const target = row * stride;
    if (begin === end) {
      memory.fill(out + target, 0, stride);
      for (let c: usize = 0; c < stride; c += 4) store<f32>(winners + target + c, -1);
      continue;
    }
    const first = load<u32>(indices + begin);
    for (let c: usize = 0; c < wide; c += 16) {
      let best = v128.load(x + c + <usize>first * stride);
      let winner = f32x4.splat(<f32>first);
      for (let k = begin + 4; k < end; k += 4) {
        const source = load<u32>(indices + k);
        const value = v128.load(x + c + <usize>source * stride);
        const better = f32x4.gt(value, best);
        best = v128.bitselect(value, best, better);
        winner = v128.bitselect(f32x4.splat(<f32>source), winner, better);
      }
      v128.store(out + target + c, best);
      v128.store(winners + target + c, winner);
    }
    for (let c = wide; c < stride; c += 4) {
      let best = load<f32>(x + c + <usize>first * stride);
      let winner = first;
      for (let k = begin + 4; k < end; k += 4) {
        const source = load<u32>(indices + k);
        const value = load<f32>(x + c + <usize>source * stride);
        if (value > best) {
          best = value;
          winner = source;
        }
      }
      store<f32>(out + target + c, best);
      store<f32>(winners + target + c, <f32>winner);
    }
  }
}

/** Each gradient to the row its value came from; see the plain kernel for the shapes. */
export function segmentMaxGradient(
  _x: usize,
  winners: usize,
  dy: usize,
  dx: usize,
  sources: i32,
  rows: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  memory.fill(dx, 0, <usize>sources * stride);
  for (let row: i32 = 0; row < rows; row++) {
    for (let c: usize = 0; c < stride; c += 4) {
      const winner = load<f32>(winners + c);
      if (winner >= 0) {
        const target = dx + <usize>(<u32>winner) * stride + c;
        store<f32>(target, load<f32>(target) + load<f32>(dy + c));
      }
    }
    winners += stride;
    dy += stride;
  }
}
