import { segmentSoftmax } from "./segment-softmax.js";
import { weightedSpmm } from "./weighted-spmm.js";

/**
 * Attention over the entries of each row of a pattern: scores, their softmax and the weighted sum in one.
 *
 * With head h(c) = floor(c / (width / heads)) of column c and the scores of a vertex as a target and as a source,
 * left[r, h] = sum of x[r, c] toTarget[c], right[r, h] = sum of x[r, c] toSource[c] over the columns c of head h:
 * weights[k, h] = softmax over the entries k of row r of leakyRelu(left[r, h] + right[indices[k], h]),
 * out[r, c] = sum over the entries k of row r of weights[k, h(c)] x[indices[k], c].
 *
 * @param offsets [rows + 1] row r holds the entries offsets[r] .. offsets[r + 1] - 1
 * @param indices [entries] row of x
 * @param x [rows, width] width a multiple of heads
 * @param toTarget [width]
 * @param toSource [width]
 * @param out [rows, width] overwritten
 * @param weights [entries, heads] overwritten; for {@link attentionGradient}, as are the next two
 * @param left [rows, heads] overwritten
 * @param right [rows, heads] overwritten
 * @param slope of the leaky rectifier below zero
 *
 * Complexity: O((rows + entries) * width).
 */
export function attention(
  offsets: Int32Array,
  indices: Int32Array,
  x: Float32Array,
  toTarget: Float32Array,
  toSource: Float32Array,
  out: Float32Array,
  weights: Float32Array,
  left: Float32Array,
  right: Float32Array,
  rows: number,
  width: number,
  heads: number,
  slope: number,
): void {
  const share = width / heads;
  left.fill(0, 0, rows * heads);
  right.fill(0, 0, rows * heads);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++) {
      const score = row * heads + Math.floor(column / share);
      left[score] += x[row * width + column] * toTarget[column];
      right[score] += x[row * width + column] * toSource[column];
    }
  const scores = weights.slice(0, offsets[rows] * heads);
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++)
      for (let head = 0; head < heads; head++) {
        const sum = left[row * heads + head] + right[indices[k] * heads + head];
        scores[k * heads + head] = sum > 0 ? sum : slope * sum;
      }
  segmentSoftmax(offsets, scores, weights, rows, heads);
  weightedSpmm(offsets, indices, weights, x, out, rows, width, heads);
}
