import { multiplyAdd } from "./multiply-add";

/**
 * A sparse matrix with values apart from its pattern, times a dense one, head by head; see the plain kernel for the
 * formula and the shapes.
 */
export function weightedSpmm(
  offsets: usize,
  indices: usize,
  weights: usize,
  x: usize,
  out: usize,
  rows: i32,
  width: i32,
  heads: i32,
): void {
  const stride = (<usize>width) << 2;
  for (let row: i32 = 0; row < rows; row++) {
    weightedRow(
      <usize>load<u32>(offsets),
      <usize>load<u32>(offsets, 4),
      indices,
      weights,
      x,
      out,
      width,
      heads,
    );
    offsets += 4;
    out += stride;
  }
}

/** One row of the product: the entries `begin` to `end` - 1, 16, then 4, then 1 column of a head at a time. */
export function weightedRow(
  begin: usize,
  end: usize,
  indices: usize,
  weights: usize,
  x: usize,
  out: usize,
  width: i32,
  heads: i32,
): void {
  const stride = (<usize>width) << 2;
  const share = (<usize>(width / heads)) << 2;
  const wide = share & ~63;
  const fours = share & ~15;
  const step = (<usize>heads) << 2;
  let first: usize = 0;
  // Heads of 16 columns: two at a time, whose eight sums do not wait for each other.
  if (share === 64)
    for (; first + 8 <= step; first += 8)
      twoHeads(begin, end, indices, weights + first, step, x + first * 16, stride, out + first * 16);
  for (let head = first; head < step; head += 4) {
    const start = (head >> 2) * share;
    const values = weights + head;
    for (let c = start; c < start + wide; c += 64) {
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let s2 = f32x4.splat(0);
      let s3 = f32x4.splat(0);
      for (let k = begin; k < end; k++) {
        const value = v128.load32_splat(values + k * step);
        const source = x + <usize>load<u32>(indices + (k << 2)) * stride + c;
        s0 = multiplyAdd(value, v128.load(source), s0);
        s1 = multiplyAdd(value, v128.load(source, 16), s1);
        s2 = multiplyAdd(value, v128.load(source, 32), s2);
        s3 = multiplyAdd(value, v128.load(source, 48), s3);
      }
      v128.store(out + c, s0);
      v128.store(out + c, s1, 16);
      v128.store(out + c, s2, 32);
      v128.store(out + c, s3, 48);
    }
    for (let c = start + wide; c < start + fours; c += 16) {
      let sum = f32x4.splat(0);
      for (let k = begin; k < end; k++) {
        const source = x + <usize>load<u32>(indices + (k << 2)) * stride + c;
        sum = multiplyAdd(v128.load32_splat(values + k * step), v128.load(source), sum);
      }
      v128.store(out + c, sum);
    }
    for (let c = start + fours; c < start + share; c += 4) {
      let sum: f32 = 0;
      for (let k = begin; k < end; k++)
        sum +=
          load<f32>(values + k * step) * load<f32>(x + <usize>load<u32>(indices + (k << 2)) * stride + c);
      store<f32>(out + c, sum);
    }
  }
}

function twoHeads(
  begin: usize,
  end: usize,
  indices: usize,
  weights: usize,
  step: usize,
  x: usize,
  stride: usize,
  out: usize,
): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  let s4 = f32x4.splat(0);
  let s5 = f32x4.splat(0);
  let s6 = f32x4.splat(0);
  let s7 = f32x4.splat(0);
  for (let k = begin; k < end; k++) {
    const source = x + <usize>load<u32>(indices + (k << 2)) * stride;
    const one = v128.load32_splat(weights + k * step);
    s0 = multiplyAdd(one, v128.load(source), s0);
    s1 = multiplyAdd(one, v128.load(source, 16), s1);
    s2 = multiplyAdd(one, v128.load(source, 32), s2);
    s3 = multiplyAdd(one, v128.load(source, 48), s3);
    const other = v128.load32_splat(weights + k * step, 4);
    s4 = multiplyAdd(other, v128.load(source, 64), s4);
    s5 = multiplyAdd(other, v128.load(source, 80), s5);
    s6 = multiplyAdd(other, v128.load(source, 96), s6);
    s7 = multiplyAdd(other, v128.load(source, 112), s7);
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
  v128.store(out, s4, 64);
  v128.store(out, s5, 80);
  v128.store(out, s6, 96);
  v128.store(out, s7, 112);
}

/** Gradients of the weights and the dense factor; see the plain kernel for the formulas and the shapes. */
export function weightedSpmmGradient(
  offsets: usize,
  indices: usize,
  weights: usize,
  x: usize,
  dy: usize,
  dweights: usize,
  dx: usize,
  sources: i32,
  rows: i32,
  width: i32,
  heads: i32,
): void {
  const stride = (<usize>width) << 2;
  memory.fill(dx, 0, <usize>sources * stride);
  for (let row: i32 = 0; row < rows; row++) {
    const begin = <usize>load<u32>(offsets);
    const end = <usize>load<u32>(offsets, 4);
    weightedRowGradient(begin, end, indices, weights, x, dy, dweights, dx, width, heads);
    offsets += 4;
    dy += stride;
  }
}

/** What the entries `begin` to `end` - 1 of one row, whose gradient stands at `dy`, give to `dweights` and `dx`. */
export function weightedRowGradient(
  begin: usize,
  end: usize,
  indices: usize,
  weights: usize,
  x: usize,
  dy: usize,
  dweights: usize,
  dx: usize,
  width: i32,
  heads: i32,
): void {
  const stride = (<usize>width) << 2;
  const share = (<usize>(width / heads)) << 2;
  const fours = share & ~15;
  const step = (<usize>heads) << 2;
  for (let k = begin; k < end; k++) {
    const source = <usize>load<u32>(indices + (k << 2)) * stride;
    for (let head: usize = 0; head < step; head += 4) {
      const start = (head >> 2) * share;
      const weight = load<f32>(weights + k * step + head);
      const value = f32x4.splat(weight);
      let sums = f32x4.splat(0);
      for (let c = start; c < start + fours; c += 16) {
        const gradient = v128.load(dy + c);
        const target = dx + source + c;
        sums = multiplyAdd(gradient, v128.load(x + source + c), sums);
        v128.store(target, multiplyAdd(value, gradient, v128.load(target)));
      }
      let sum =
        f32x4.extract_lane(sums, 0) +
        f32x4.extract_lane(sums, 1) +
        (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
      for (let c = start + fours; c < start + share; c += 4) {
        const gradient = load<f32>(dy + c);
        const target = dx + source + c;
        sum += gradient * load<f32>(x + source + c);
        store<f32>(target, load<f32>(target) + weight * gradient);
      }
      store<f32>(dweights + k * step + head, sum);
    }
  }
}
