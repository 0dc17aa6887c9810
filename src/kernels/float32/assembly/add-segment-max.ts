/**
 * Every row plus the largest of its segment's rectified rows, and which those are; see the plain kernel for the formula
 * and the shapes. Eight columns at a time, the rest one by one.
 */
export function addSegmentMax(
  offsets: usize,
  indices: usize,
  x: usize,
  out: usize,
  winners: usize,
  rows: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  const wide = stride & ~31;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const begin = indices + ((<usize>load<u32>(offsets + (row << 2))) << 2);
    const end = indices + ((<usize>load<u32>(offsets + (row << 2), 4)) << 2);
    const at = row * stride;
    for (let c: usize = 0; c < wide; c += 32) row8(begin, end, x + c, stride, at, out + c, winners + c);
    for (let c = wide; c < stride; c += 4) row1(begin, end, x + c, stride, at, out + c, winners + c);
  }
}

function row8(
  begin: usize,
  end: usize,
  x: usize,
  stride: usize,
  at: usize,
  out: usize,
  winners: usize,
): void {
  let best0 = f32x4.splat(0);
  let best1 = f32x4.splat(0);
  let winner0 = f32x4.splat(-1);
  let winner1 = f32x4.splat(-1);
  for (let k = begin; k < end; k += 4) {
    const source = load<u32>(k);
    const name = f32x4.splat(<f32>(<i32>source));
    const p = x + <usize>source * stride;
    const value0 = v128.load(p);
    const value1 = v128.load(p, 16);
    const better0 = f32x4.gt(value0, best0);
    const better1 = f32x4.gt(value1, best1);
    best0 = v128.bitselect(value0, best0, better0);
    best1 = v128.bitselect(value1, best1, better1);
    winner0 = v128.bitselect(name, winner0, better0);
    winner1 = v128.bitselect(name, winner1, better1);
  }
  v128.store(out + at, f32x4.add(v128.load(x + at), best0));
  v128.store(out + at, f32x4.add(v128.load(x + at, 16), best1), 16);
  v128.store(winners + at, winner0);
  v128.store(winners + at, winner1, 16);
}

function row1(
  begin: usize,
  end: usize,
  x: usize,
  stride: usize,
  at: usize,
  out: usize,
  winners: usize,
): void {
  let best: f32 = 0;
  let winner: f32 = -1;
  for (let k = begin; k < end; k += 4) {
    const source = load<u32>(k);
    const value = load<f32>(x + <usize>source * stride);
    if (value > best) {
      best = value;
      winner = <f32>(<i32>source);
    }
  }
  store<f32>(out + at, load<f32>(x + at) + best);
  store<f32>(winners + at, winner);
}

/** Each gradient to its own row and to the row its maximum came from; see the plain kernel for the shapes. */
export function addSegmentMaxGradient(winners: usize, dy: usize, dx: usize, rows: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  memory.copy(dx, dy, <usize>rows * stride);
  for (let row: i32 = 0; row < rows; row++) {
    for (let c: usize = 0; c < stride; c += 4) {
      const winner = <i32>load<f32>(winners + c);
      if (winner >= 0) {
        const target = dx + <usize>winner * stride + c;
        store<f32>(target, load<f32>(target) + load<f32>(dy + c));
      }
    }
    winners += stride;
    dy += stride;
  }
}
