import { segmentSoftmax, segmentSoftmaxGradient } from "./segment-softmax.js";
import { weightedSpmm, weightedSpmmGradient } from "./weighted-spmm.js";

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

/**
 * Adjoint of {@link attention}, for its rows and both its vectors.
 *
 * With dweights[k, h] = sum over the columns c of head h of dy[r, c] x[indices[k], c], r the row of entry k:
 * dscores[k, h] = weights[k, h] (dweights[k, h] - sum over the entries l of row r of weights[l, h] dweights[l, h]),
 * times the slope where left[r, h] + right[indices[k], h] is not above zero; dleft and dright are its sums over the
 * entries of a row and of a column; dtoTarget[c] = sum over r of dleft[r, h(c)] x[r, c], dtoSource alike, and
 * dx[j, c] = dleft[j, h(c)] toTarget[c] + dright[j, h(c)] toSource[c] + sum over the entries k with indices[k] = j of
 * weights[k, h(c)] dy[r, c].
 *
 * @param offsets [rows + 1] as given to {@link attention}, as are the next four
 * @param indices [entries]
 * @param x [rows, width]
 * @param toTarget [width]
 * @param toSource [width]
 * @param weights [entries, heads] as {@link attention} left them, as are the next two
 * @param left [rows, heads]
 * @param right [rows, heads]
 * @param dy [rows, width] gradient of the output
 * @param dx [rows, width] overwritten
 * @param dtoTarget [width] overwritten
 * @param dtoSource [width] overwritten
 * @param dscores [entries, heads] overwritten; gradients on the way, as are the next two
 * @param dleft [rows, heads] overwritten
 * @param dright [rows, heads] overwritten
 * @param slope as given to {@link attention}
 *
 * Complexity: O((rows + entries) * width).
 */
export function attentionGradient(
  offsets: Int32Array,
  indices: Int32Array,
  x: Float32Array,
  toTarget: Float32Array,
  toSource: Float32Array,
  weights: Float32Array,
  left: Float32Array,
  right: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  dtoTarget: Float32Array,
  dtoSource: Float32Array,
  dscores: Float32Array,
  dleft: Float32Array,
  dright: Float32Array,
  rows: number,
  width: number,
  heads: number,
  slope: number,
): void {
  const dweights = dscores.slice(0, offsets[rows] * heads);
  weightedSpmmGradient(offsets, indices, weights, x, dy, dweights, dx, rows, rows, width, heads);
  segmentSoftmaxGradient(offsets, weights, dweights, dscores, rows, heads);
  dleft.fill(0, 0, rows * heads);
  dright.fill(0, 0, rows * heads);
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++)
      for (let head = 0; head < heads; head++) {
        const [target, source] = [row * heads + head, indices[k] * heads + head];
        if (!(left[target] + right[source] > 0)) dscores[k * heads + head] *= slope;
        dleft[target] += dscores[k * heads + head];
        dright[source] += dscores[k * heads + head];
      }
  const share = width / heads;
  dtoTarget.fill(0, 0, width);
  dtoSource.fill(0, 0, width);
  for (let at = 0; at < rows * width; at++) {
    const column = at % width;
    const score = Math.floor(at / width) * heads + Math.floor(column / share);
    dx[at] += dleft[score] * toTarget[column] + dright[score] * toSource[column];
    dtoTarget[column] += dleft[score] * x[at];
    dtoSource[column] += dright[score] * x[at];
  }
}
