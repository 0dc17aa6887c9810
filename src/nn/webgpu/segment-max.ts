import * as tf from "@tensorflow/tfjs-core";
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

const TAKE: Program = {
  name: "values of winners",
  inputs: ["winners", "x"],
  integers: ["width"],
  code: `
    let winner = i32(winners[index]);
    if (winner < 0) {
      result[index] = 0.0;
    } else {
      result[index] = x[winner * uniforms.width + index % uniforms.width];
    }`,
};

/** Of a row that a column names twice, the gradient comes once. */
const BACKWARD: Program = {
  name: "gradient of maxima",
  inputs: ["ends", "rows", "winners", "dy"],
  integers: ["width"],
  code: `
    let own = index / uniforms.width;
    let column = index % uniforms.width;
    var sum = 0.0;
    for (var k = ends[own]; k < ends[own + 1]; k++) {
      let at = rows[k] * uniforms.width + column;
      let again = k > ends[own] && rows[max(k, 1) - 1] == rows[k];
      if (!again && i32(winners[at]) == own) { sum += dy[at]; }
    }
    result[index] = sum;`,
};

function maxima(program: Program, [offsets, indices, x]: readonly tf.Tensor[]): [tf.Tensor, tf.Tensor] {
  const [, width] = x.shape as [number, number];
  const shape = [offsets.size - 1, width];
  const won = runProgram(program, { inputs: [offsets, indices, x], integers: [width], shape });
  return [runProgram(TAKE, { inputs: [won, x], integers: [width], shape }), won];
}

/** {@link import("../../kernels/float32/segment-max.js").segmentMax} on a GPU, a thread for each element of the result. */
export function segmentMax(inputs: readonly tf.Tensor[]): tf.Tensor[] {
  return maxima(WINNERS, inputs);
}

/** Its adjoint, gathered over the entries of each column of the pattern. */
export function segmentMaxGradient(
  [x, won, dy]: readonly tf.Tensor[],
  pattern: readonly tf.Tensor[],
): tf.Tensor {
  const { ends, rows } = transposedPattern(pattern, x.shape[0]);
  const [, width] = x.shape as [number, number];
  return runProgram(BACKWARD, { inputs: [ends, rows, won, dy], integers: [width], shape: x.shape });
}

/** {@link import("../../kernels/float32/add-segment-max.js").addSegmentMax} on a GPU. */
export function addSegmentMax(inputs: readonly tf.Tensor[]): tf.Tensor[] {
  const [largest, won] = maxima(WINNERS_ABOVE_ZERO, inputs);
  return [tf.add(inputs[2], largest), won];
}

/** Its adjoint. */
export function addSegmentMaxGradient(
  [won, dy]: readonly tf.Tensor[],
  pattern: readonly tf.Tensor[],
): tf.Tensor {
  return tf.add(dy, segmentMaxGradient([dy, won, dy], pattern));
}
