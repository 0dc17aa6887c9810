import { attendRow, attendRowGradient, headsInFours } from "./attention-of-four-heads";
import { multiplyAdd } from "./multiply-add";
import { softmaxRows, softmaxRowsGradient } from "./softmax-rows";
import { weightedRow, weightedRowGradient } from "./weighted-spmm";

/** Scores, their softmax and the weighted sum in one; see the plain kernel for the formulas and the shapes. */
export function attention(
  offsets: usize,
  indices: usize,
  x: usize,
  toTarget: usize,
  toSource: usize,
  out: usize,
  weights: usize,
  left: usize,
  right: usize,
  rows: i32,
  width: i32,
  heads: i32,
  slope: f32,
): void {
  const stride = (<usize>width) << 2;
  const step = (<usize>heads) << 2;
  const fours = headsInFours(width, heads);
  scores(x, toTarget, left, rows, width, heads);
  scores(x, toSource, right, rows, width, heads);
  for (let row: i32 = 0; row < rows; row++) {
    const begin = <usize>load<u32>(offsets);
    const end = <usize>load<u32>(offsets, 4);
    if (fours) attendRow(begin, end, indices, left, right, weights, step, slope);
    else {
      for (let k = begin; k < end; k++) {
        const other = right + <usize>load<u32>(indices + (k << 2)) * step;
        const target = weights + k * step;
        for (let head: usize = 0; head < step; head += 4) {
          const sum = load<f32>(left + head) + load<f32>(other + head);
          store<f32>(target + head, sum > 0 ? sum : slope * sum);
        }
      }
      softmaxRows(weights + begin * step, weights + end * step, step);
    }
    weightedRow(begin, end, indices, weights, x, out, width, heads);
    offsets += 4;
    left += step;
    out += stride;
  }
}

/** Inner products of each row's share of every head with that head's vector. */
function scores(x: usize, vectors: usize, out: usize, rows: i32, width: i32, heads: i32): void {
  const share = (<usize>(width / heads)) << 2;
  const fours = share & ~15;
  const stride = (<usize>width) << 2;
  for (let row: i32 = 0; row < rows; row++) {
    for (let start: usize = 0; start < stride; start += share) {
      let sums = f32x4.splat(0);
      for (let c = start; c < start + fours; c += 16)
        sums = multiplyAdd(v128.load(x + c), v128.load(vectors + c), sums);
      let sum =
        f32x4.extract_lane(sums, 0) +
        f32x4.extract_lane(sums, 1) +
        (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
      for (let c = start + fours; c < start + share; c += 4) sum += load<f32>(x + c) * load<f32>(vectors + c);
      store<f32>(out, sum);
      out += 4;
    }
    x += stride;
  }
}

/** Gradients of the rows and both vectors; see the plain kernel for the formulas and the shapes. */
export function attentionGradient(
  offsets: usize,
  indices: usize,
  x: usize,
  toTarget: usize,
  toSource: usize,
  weights: usize,
  left: usize,
  right: usize,
  dy: usize,
  dx: usize,
  dtoTarget: usize,
  dtoSource: usize,
  dscores: usize,
  dleft: usize,
  dright: usize,
  rows: i32,
  width: i32,
  heads: i32,
  slope: f32,
): void {
  const stride = (<usize>width) << 2;
  const step = (<usize>heads) << 2;
  const fours = headsInFours(width, heads);
  memory.fill(dx, 0, <usize>rows * stride);
  memory.fill(dleft, 0, <usize>rows * step);
  memory.fill(dright, 0, <usize>rows * step);
  for (let row: usize = 0; row < <usize>rows; row++) {
    const begin = <usize>load<u32>(offsets + (row << 2));
    const end = <usize>load<u32>(offsets + (row << 2), 4);
    if (fours) {
      attendRowGradient(
        begin,
        end,
        indices,
        x,
        weights,
        left + row * step,
        right,
        dy + row * stride,
        dx,
        dscores,
        dleft + row * step,
        dright,
        stride,
        step,
        slope,
      );
      continue;
    }
    weightedRowGradient(begin, end, indices, weights, x, dy + row * stride, dscores, dx, width, heads);
    softmaxRowsGradient(begin * step, end * step, weights, dscores, dscores, step);
    const target = row * step;
    for (let k = begin; k < end; k++) {
      const source = <usize>load<u32>(indices + (k << 2)) * step;
      for (let head: usize = 0; head < step; head += 4) {
        let score = load<f32>(dscores + k * step + head);
        if (!(load<f32>(left + target + head) + load<f32>(right + source + head) > 0)) score *= slope;
        store<f32>(dscores + k * step + head, score);
        store<f32>(dleft + target + head, load<f32>(dleft + target + head) + score);
        store<f32>(dright + source + head, load<f32>(dright + source + head) + score);
      }
    }
  }
  scoresGradient(x, toTarget, toSource, dleft, dright, dx, dtoTarget, dtoSource, rows, width, heads);
}

/** What the gradients of the scores add to those of the rows, and the gradients of both vectors. */
function scoresGradient(
  x: usize,
  toTarget: usize,
  toSource: usize,
  dleft: usize,
  dright: usize,
  dx: usize,
  dtoTarget: usize,
  dtoSource: usize,
  rows: i32,
  width: i32,
  heads: i32,
): void {
  const stride = (<usize>width) << 2;
  const share = (<usize>(width / heads)) << 2;
  const fours = share & ~15;
  memory.fill(dtoTarget, 0, stride);
  memory.fill(dtoSource, 0, stride);
  for (let row: i32 = 0; row < rows; row++) {
    for (let start: usize = 0; start < stride; start += share) {
      const ofTarget = v128.load32_splat(dleft);
      const ofSource = v128.load32_splat(dright);
      for (let c = start; c < start + fours; c += 16) {
        const value = v128.load(x + c);
        const sum = multiplyAdd(
          ofSource,
          v128.load(toSource + c),
          f32x4.mul(ofTarget, v128.load(toTarget + c)),
        );
        v128.store(dx + c, f32x4.add(v128.load(dx + c), sum));
        v128.store(dtoTarget + c, multiplyAdd(ofTarget, value, v128.load(dtoTarget + c)));
        v128.store(dtoSource + c, multiplyAdd(ofSource, value, v128.load(dtoSource + c)));
      }
      for (let c = start + fours; c < start + share; c += 4) {
        const value = load<f32>(x + c);
        const target = load<f32>(dleft);
        const source = load<f32>(dright);
        store<f32>(
          dx + c,
          load<f32>(dx + c) + target * load<f32>(toTarget + c) + source * load<f32>(toSource + c),
        );
        store<f32>(dtoTarget + c, load<f32>(dtoTarget + c) + target * value);
        store<f32>(dtoSource + c, load<f32>(dtoSource + c) + source * value);
      }
      dleft += 4;
      dright += 4;
    }
    x += stride;
    dx += stride;
  }
}
