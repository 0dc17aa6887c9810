import { exponentials } from "./exponentials";

/**
 * Softmax in place over the rows of scores from `begin` to `end`, [rows, width] with `stride` bytes a row, column by
 * column. Two passes down every column, and between them one over all scores, four at a time.
 */
export function softmaxRows(begin: usize, end: usize, stride: usize): void {
  for (let c: usize = 0; c < stride; c += 4) {
    let top = -f32.MAX_VALUE;
    for (let k = begin + c; k < end; k += stride) top = max<f32>(top, load<f32>(k));
    for (let k = begin + c; k < end; k += stride) store<f32>(k, load<f32>(k) - top);
  }
  const fours = begin + ((end - begin) & ~15);
  for (let k = begin; k < fours; k += 16) v128.store(k, exponentials(v128.load(k)));
  for (let k = fours; k < end; k += 4)
    store<f32>(k, f32x4.extract_lane(exponentials(v128.load32_splat(k)), 0));
  for (let c: usize = 0; c < stride; c += 4) {
    let sum: f64 = 0;
    for (let k = begin + c; k < end; k += stride) sum += <f64>load<f32>(k);
    const scale = <f32>(1 / sum);
    for (let k = begin + c; k < end; k += stride) store<f32>(k, load<f32>(k) * scale);
  }
}

/** The adjoint of the softmax over the same rows of `y`, `dy` and `dx`, which may be `dy` itself. */
export function softmaxRowsGradient(
  begin: usize,
  end: usize,
  y: usize,
  dy: usize,
  dx: usize,
  stride: usize,
): void {
  for (let c: usize = 0; c < stride; c += 4) {
    let sum: f32 = 0;
    for (let k = begin + c; k < end; k += stride) sum += load<f32>(y + k) * load<f32>(dy + k);
    for (let k = begin + c; k < end; k += stride)
      store<f32>(dx + k, load<f32>(y + k) * (load<f32>(dy + k) - sum));
  }
}
