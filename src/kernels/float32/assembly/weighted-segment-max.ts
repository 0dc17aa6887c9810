/**
 * The largest of each segment's weighted rows, and which entry it is; see the plain kernel for the formula and the
 * shapes. Four columns at a time, the rest one by one.
 */
export function weightedSegmentMax(
  offsets: usize,
  indices: usize,
  weights: usize,
  x: usize,
  out: usize,
  winners: usize,
  rows: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~15;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const begin = <usize>load<u32>(offsets + (row << 2));
    const end = <usize>load<u32>(offsets + (row << 2), 4);
    const target = row * stride;
    if (begin === end) {
      memory.fill(out + target, 0, stride);
      for (let c: usize = 0; c < stride; c += 4) store<f32>(winners + target + c, -1);
      continue;
    }
    const first = x + <usize>load<u32>(indices + (begin << 2)) * stride;
    const firstWeight = load<f32>(weights + (begin << 2));
    for (let c: usize = 0; c < wide; c += 16) {
      let best = f32x4.mul(f32x4.splat(firstWeight), v128.load(first + c));
      let winner = f32x4.splat(<f32>begin);
      for (let k = begin + 1; k < end; k++) {
        const source = x + c + <usize>load<u32>(indices + (k << 2)) * stride;
        const value = f32x4.mul(v128.load32_splat(weights + (k << 2)), v128.load(source));
        const better = f32x4.gt(value, best);
        best = v128.bitselect(value, best, better);
        winner = v128.bitselect(f32x4.splat(<f32>k), winner, better);
      }
      v128.store(out + target + c, best);
      v128.store(winners + target + c, winner);
    }
    for (let c = wide; c < stride; c += 4) {
      let best = firstWeight * load<f32>(first + c);
      let winner = begin;
      for (let k = begin + 1; k < end; k++) {
        const source = x + c + <usize>load<u32>(indices + (k << 2)) * stride;
        const value = load<f32>(weights + (k << 2)) * load<f32>(source);
        if (value > best) {
          best = value;
          winner = k;
        }
      }
      store<f32>(out + target + c, best);
      store<f32>(winners + target + c, <f32>winner);
    }
  }
}

/** Each gradient to the entry its value came from; see the plain kernel for the formulas and the shapes. */
export function weightedSegmentMaxGradient(
  indices: usize,
  weights: usize,
  x: usize,
  winners: usize,
  dy: usize,
  dweights: usize,
  dx: usize,
  sources: i32,
  rows: i32,
  width: i32,
  entries: i32,
): void {
  const stride = (<usize>width) << 2;
  memory.fill(dx, 0, <usize>sources * stride);
  memory.fill(dweights, 0, (<usize>entries) << 2);
  for (let row: i32 = 0; row < rows; row++) {
    for (let c: usize = 0; c < stride; c += 4) {
      const winner = load<f32>(winners + c);
      if (winner >= 0) {
        const k = (<usize>(<u32>winner)) << 2;
        const source = <usize>load<u32>(indices + k) * stride + c;
        const gradient = load<f32>(dy + c);
        store<f32>(dx + source, load<f32>(dx + source) + load<f32>(weights + k) * gradient);
        store<f32>(dweights + k, load<f32>(dweights + k) + load<f32>(x + source) * gradient);
      }
    }
    winners += stride;
    dy += stride;
  }
}
