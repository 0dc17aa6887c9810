import { exponentials } from "./exponentials";
import { multiplyAdd } from "./multiply-add";

/** Whether the heads come in fours and each head's share of a row in four columns, which the functions below ask for. */
export function headsInFours(width: i32, heads: i32): bool {
  return (heads & 3) === 0 && width % heads === 0 && ((width / heads) & 3) === 0;
}

/**
 * Scores of one row's entries and their softmax, four heads in the lanes of a vector.
 *
 * @param begin first entry, `end` the one behind the last
 * @param left scores of the row as a target, [heads]
 * @param right scores of all rows as sources
 * @param step bytes of a row of scores
 */
export function attendRow(
  begin: usize,
  end: usize,
  indices: usize,
  left: usize,
  right: usize,
  weights: usize,
  step: usize,
  slope: f32,
): void {
  const slopes = f32x4.splat(slope);
  const zero = f32x4.splat(0);
  for (let head: usize = 0; head < step; head += 16) {
    const own = v128.load(left + head);
    let top = f32x4.splat(-f32.MAX_VALUE);
    for (let k = begin; k < end; k++) {
      const other = v128.load(right + <usize>load<u32>(indices + (k << 2)) * step + head);
      const sum = f32x4.add(own, other);
      const score = v128.bitselect(sum, f32x4.mul(slopes, sum), f32x4.gt(sum, zero));
      top = f32x4.max(top, score);
      v128.store(weights + k * step + head, score);
    }
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (let k = begin; k < end; k++) {
      const place = weights + k * step + head;
      const power = exponentials(f32x4.sub(v128.load(place), top));
      v128.store(place, power);
      low = f64x2.add(low, f64x2.promote_low_f32x4(power));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(power, power, 2, 3, 2, 3)));
    }
    const one = f64x2.splat(1);
    const scales = v128.shuffle<f32>(
      f32x4.demote_f64x2_zero(f64x2.div(one, low)),
      f32x4.demote_f64x2_zero(f64x2.div(one, high)),
      0,
      1,
      4,
      5,
    );
    for (let k = begin; k < end; k++) {
      const place = weights + k * step + head;
      v128.store(place, f32x4.mul(v128.load(place), scales));
    }
  }
}

/**
 * What one row, whose gradient stands at `dy`, gives to the gradients: to dx[indices[k]] of its entries k the weighted
 * gradient, to `dscores`, `dleft` (its own place) and `dright` those of the scores.
 */
export function attendRowGradient(
  begin: usize,
  end: usize,
  indices: usize,
  x: usize,
  weights: usize,
  left: usize,
  right: usize,
  dy: usize,
  dx: usize,
  dscores: usize,
  dleft: usize,
  dright: usize,
  stride: usize,
  step: usize,
  slope: f32,
): void {
  const share = (stride / step) << 2;
  const slopes = f32x4.splat(slope);
  const zero = f32x4.splat(0);
  for (let head: usize = 0; head < step; head += 16) {
    const start = (head >> 2) * share;
    let along = zero;
    for (let k = begin; k < end; k++) {
      const source = <usize>load<u32>(indices + (k << 2)) * stride + start;
      const entry = k * step + head;
      const a = spread(dy + start, x + source, dx + source, share, weights + entry);
      const b = spread(
        dy + start + share,
        x + source + share,
        dx + source + share,
        share,
        weights + entry + 4,
      );
      const third = start + 2 * share;
      const at = source + 2 * share;
      const c = spread(dy + third, x + at, dx + at, share, weights + entry + 8);
      const d = spread(dy + third + share, x + at + share, dx + at + share, share, weights + entry + 12);
      const sums = sumsOfFour(a, b, c, d);
      v128.store(dscores + entry, sums);
      along = multiplyAdd(v128.load(weights + entry), sums, along);
    }
    const own = v128.load(left + head);
    let total = zero;
    for (let k = begin; k < end; k++) {
      const entry = k * step + head;
      const source = <usize>load<u32>(indices + (k << 2)) * step + head;
      let score = f32x4.mul(v128.load(weights + entry), f32x4.sub(v128.load(dscores + entry), along));
      const above = f32x4.gt(f32x4.add(own, v128.load(right + source)), zero);
      score = v128.bitselect(score, f32x4.mul(slopes, score), above);
      v128.store(dscores + entry, score);
      total = f32x4.add(total, score);
      v128.store(dright + source, f32x4.add(v128.load(dright + source), score));
    }
    v128.store(dleft + head, total);
  }
}

/** Adds one head's weighted gradient to dx; four sums whose sum is the inner product of that gradient and x. */
function spread(dy: usize, x: usize, dx: usize, share: usize, weight: usize): v128 {
  const value = v128.load32_splat(weight);
  let sums = f32x4.splat(0);
  for (let c: usize = 0; c < share; c += 16) {
    const gradient = v128.load(dy + c);
    sums = multiplyAdd(gradient, v128.load(x + c), sums);
    v128.store(dx + c, multiplyAdd(value, gradient, v128.load(dx + c)));
  }
  return sums;
}

/** The sums of the lanes of a, b, c and d, in this order. */
function sumsOfFour(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}
