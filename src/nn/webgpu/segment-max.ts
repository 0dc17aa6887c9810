import type * as tf from "@tensorflow/tfjs-core";
import { type Program, runProgram } from "./run-program.js";
import { transposedPattern } from "./transposed-pattern.js";

/** Which row each maximum comes from, the first of several; where there are no weights, from a floor on. */
const winners = (name: string, start: string): Program => ({
  name,
  inputs: ["ends", "indices", "x"],
  integers: ["width"],
  code: `
    let row = index / uniforms.width;
    let column = index % uniforms.width;
    var winner = -1;
    var best = 0.0;
    for (var k = ends[row]; k < ends[row + 1]; k++) {
      let value = x[indices[k] * uniforms.width + column];
      if (${start} || value > best) {
        best = value;
        winner = indices[k];
      }
    }
    result[index] = f32(winner);`,
});
const WINNERS = winners("rows of maxima", "winner < 0");
const WINNERS_ABOVE_ZERO = winners("rows of maxima above zero", "false");

/** Where `own` is given, plus the row that the maximum is for. */
const take = (name: string, own: string): Program => ({
  name,
  inputs: ["winners", "x"],
  integers: ["width"],
  code: `
    let winner = i32(winners[index]);
    var value = 0.0;
    if (winner >= 0) { value = x[winner * uniforms.width + index % uniforms.width]; }
    result[index] = ${own}value;`,
});
const TAKE = take("values of winners", "");
const TAKE_AND_ADD = take("rows plus values of winners", "x[index] + ");

/** Of a row that a column names twice, the gradient comes once. */
const backward = (name: string, start: string): Program => ({
  name,
  inputs: ["ends", "rows", "winners", "dy"],
  integers: ["width"],
  code: `
    let own = index / uniforms.width;
    let column = index % uniforms.width;
    var sum = ${start};
    for (var k = ends[own]; k < ends[own + 1]; k++) {
      let at = rows[k] * uniforms.width + column;
      let again = k > ends[own] && rows[max(k, 1) - 1] == rows[k];
      if (!again && i32(winners[at]) == own) { sum += dy[at]; }
    }
    result[index] = sum;`,
});
const BACKWARD = backward("gradient of maxima", "0.0");
const BACKWARD_AND_ADD = backward("gradient of rows plus maxima", "dy[index]");

function maxima(
  winners: Program,
  take: Program,
  [offsets, indices, x]: readonly tf.Tensor[],
): [tf.Tensor, tf.Tensor] {
  const [, width] = x.shape as [number, number];
  const shape = [offsets.size - 1, width];
  const won = runProgram(winners, { inputs: [offsets, indices, x], integers: [width], shape });
  return [runProgram(take, { inputs: [won, x], integers: [width], shape }), won];
}

/** {@link import("../../kernels/float32/segment-max.js").segmentMax} on a GPU, a thread for each element of the result. */
export function segmentMax(inputs: readonly tf.Tensor[]): tf.Tensor[] {
  return maxima(WINNERS, TAKE, inputs);
}

/** Its adjoint, gathered over the entries of each column of the pattern. */
export function segmentMaxGradient(
  [x, won, dy]: readonly tf.Tensor[],
  pattern: readonly tf.Tensor[],
): tf.Tensor {
  return gradient(BACKWARD, x.shape, [won, dy], pattern);
}

/** {@link import("../../kernels/float32/add-segment-max.js").addSegmentMax} on a GPU. */
export function addSegmentMax(inputs: readonly tf.Tensor[]): tf.Tensor[] {
  return maxima(WINNERS_ABOVE_ZERO, TAKE_AND_ADD, inputs);
}

/** Its adjoint. */
export function addSegmentMaxGradient(
  [won, dy]: readonly tf.Tensor[],
  pattern: readonly tf.Tensor[],
): tf.Tensor {
  return gradient(BACKWARD_AND_ADD, dy.shape, [won, dy], pattern);
}

function gradient(
  program: Program,
  shape: readonly number[],
  given: readonly tf.Tensor[],
  pattern: readonly tf.Tensor[],
): tf.Tensor {
  const [sources, width] = shape;
  const { ends, rows } = transposedPattern(pattern, sources);
  return runProgram(program, { inputs: [ends, rows, ...given], integers: [width], shape });
}
