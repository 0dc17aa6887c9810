import { high } from "./lanes";
import { multiplyAdd } from "./multiply-add";

/** Rows whose sums are taken in float32 before they go into a float64 one. */
const BLOCK: usize = 32;

/**
 * The adjoint of the input's gradient; see the plain kernel for the formulas and the shapes.
 *
 * Blocks of rows stay in the cache while four columns at a time go down them; the five sums of a column are kept in
 * float64 in the scratch, [5, width], and then turned into the coefficients that the second pass needs.
 */
export function batchNormSecond(
  x: usize,
  y: usize,
  gain: usize,
  means: usize,
  inverseDeviations: usize,
  dy: usize,
  u: usize,
  a: usize,
  b: usize,
  outX: usize,
  outGain: usize,
  outDy: usize,
  scratch: usize,
  rows: i32,
  width: i32,
  floor: f32,
): void {
  const stride = (<usize>width) << 2;
  const fours = stride & ~15;
  const size = <usize>rows * stride;
  const plane = stride << 1;
  memory.fill(scratch, 0, 5 * plane);
  for (let start: usize = 0; start < size; start += BLOCK * stride) {
    const stop = min(start + BLOCK * stride, size);
    for (let c: usize = 0; c < fours; c += 16)
      addSums4(x + c, y + c, means + c, dy + c, u + c, start, stop, stride, floor, scratch + (c << 1), plane);
    for (let c = fours; c < stride; c += 4)
      addSums1(x + c, y + c, means + c, dy + c, u + c, start, stop, stride, floor, scratch + (c << 1), plane);
  }
  // Where the sums stood: means of u and e in float32, then the factors of u, e and x - mean.
  for (let c: usize = 0; c < stride; c += 4)
    coefficients(scratch + (c << 1), plane, gain + c, inverseDeviations + c, a + c, outGain + c, rows);

  const least = f32x4.splat(floor);
  for (let row: usize = 0; row < size; row += stride) {
    for (let c: usize = 0; c < fours; c += 16) {
      const at = row + c;
      const table = scratch + (c << 1);
      const passes = f32x4.gt(v128.load(y + at), least);
      const centered = f32x4.sub(v128.load(x + at), v128.load(means + c));
      const uAt = f32x4.sub(v128.load(u + at), packed(table));
      const eAt = f32x4.sub(v128.and(v128.load(dy + at), passes), packed(table + plane));
      const slope = packed(table + 2 * plane);
      const factor = f32x4.mul(v128.load(gain + c), v128.load(inverseDeviations + c));
      const straight = multiplyAdd(factor, uAt, v128.load(b + c));
      v128.store(outDy + at, v128.and(f32x4.sub(straight, f32x4.mul(slope, centered)), passes));
      const crossed = multiplyAdd(packed(table + 3 * plane), uAt, f32x4.mul(slope, eAt));
      v128.store(outX + at, f32x4.sub(f32x4.mul(packed(table + 4 * plane), centered), crossed));
    }
    for (let c = fours; c < stride; c += 4) {
      const at = row + c;
      const table = scratch + (c << 1);
      const passes = load<f32>(y + at) > floor;
      const centered = load<f32>(x + at) - load<f32>(means + c);
      const uAt = load<f32>(u + at) - load<f32>(table);
      const eAt = (passes ? load<f32>(dy + at) : 0) - load<f32>(table + plane);
      const slope = load<f32>(table + 2 * plane);
      const factor = load<f32>(gain + c) * load<f32>(inverseDeviations + c);
      store<f32>(outDy + at, passes ? factor * uAt - slope * centered + load<f32>(b + c) : 0);
      const crossed = slope * eAt + load<f32>(table + 3 * plane) * uAt;
      store<f32>(outX + at, load<f32>(table + 4 * plane) * centered - crossed);
    }
  }
}

/** Four numbers of float32 that stand 8 bytes apart. */
function packed(at: usize): v128 {
  return v128.shuffle<f32>(v128.load(at), v128.load(at, 16), 0, 2, 4, 6);
}

function coefficients(
  sums: usize,
  plane: usize,
  gain: usize,
  inverse: usize,
  a: usize,
  outGain: usize,
  rows: i32,
): void {
  const share = 1 / <f64>rows;
  const d = <f64>load<f32>(inverse);
  const meanU = load<f64>(sums) * share;
  const meanE = load<f64>(sums + plane) * share;
  const covariance = load<f64>(sums + 2 * plane) * share - meanU * meanE;
  const m = load<f64>(sums + 3 * plane) * share * d;
  const p = load<f64>(sums + 4 * plane) * share * d;
  const factor = <f64>load<f32>(gain) * d * d;
  store<f32>(outGain, <f32>(<f64>rows * d * (covariance - m * p)));
  store<f32>(sums, <f32>meanU);
  store<f32>(sums + plane, <f32>meanE);
  const along = <f64>load<f32>(a) * d;
  store<f32>(sums + 2 * plane, <f32>(factor * p - along));
  store<f32>(sums + 3 * plane, <f32>(factor * m));
  store<f32>(sums + 4 * plane, <f32>(d * (factor * (3 * m * p - covariance) - along * m)));
}

/** Sums of u, e, u e, e (x - mean) and u (x - mean) over some rows, of four columns. */
function addSums4(
  x: usize,
  y: usize,
  means: usize,
  dy: usize,
  u: usize,
  start: usize,
  stop: usize,
  stride: usize,
  floor: f32,
  sums: usize,
  plane: usize,
): void {
  const least = f32x4.splat(floor);
  const mean = v128.load(means);
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  for (let at = start; at < stop; at += stride) {
    const e = v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), least));
    const v = v128.load(u + at);
    const centered = f32x4.sub(v128.load(x + at), mean);
    s0 = f32x4.add(s0, v);
    s1 = f32x4.add(s1, e);
    s2 = multiplyAdd(v, e, s2);
    s3 = multiplyAdd(e, centered, s3);
    s4 = multiplyAdd(v, centered, s4);
  }
  addTo(sums, s0);
  addTo(sums + plane, s1);
  addTo(sums + 2 * plane, s2);
  addTo(sums + 3 * plane, s3);
  addTo(sums + 4 * plane, s4);
}

function addTo(sums: usize, more: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(more)));
  v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.promote_low_f32x4(high(more))), 16);
}

/** The same of one column. */
function addSums1(
  x: usize,
  y: usize,
  means: usize,
  dy: usize,
  u: usize,
  start: usize,
  stop: usize,
  stride: usize,
  floor: f32,
  sums: usize,
  plane: usize,
): void {
  for (let at = start; at < stop; at += stride) {
    const e: f64 = load<f32>(y + at) > floor ? <f64>load<f32>(dy + at) : 0;
    const v = <f64>load<f32>(u + at);
    const centered = <f64>load<f32>(x + at) - <f64>load<f32>(means);
    store<f64>(sums, load<f64>(sums) + v);
    store<f64>(sums + plane, load<f64>(sums + plane) + e);
    store<f64>(sums + 2 * plane, load<f64>(sums + 2 * plane) + v * e);
    store<f64>(sums + 3 * plane, load<f64>(sums + 3 * plane) + e * centered);
    store<f64>(sums + 4 * plane, load<f64>(sums + 4 * plane) + v * centered);
  }
}
