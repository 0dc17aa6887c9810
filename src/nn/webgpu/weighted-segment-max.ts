import type * as tf from "@tensorflow/tfjs-core";
import { type Program, runProgram } from "./run-program.js";
import { transposedPattern } from "./transposed-pattern.js";

const WINNERS: Program = {
  name: "entries of weighted maxima",
  inputs: ["ends", "indices", "weights", "x"],
  integers: ["width"],
  code: `
    let row = index / uniforms.width;
    let column = index % uniforms.width;
    var winner = -1;
    var best = 0.0;
    for (var k = ends[row]; k < ends[row + 1]; k++) {
      let value = weights[k] * x[indices[k] * uniforms.width + column];
      if (winner < 0 || value > best) {
        best = value;
        winner = k;
      }
    }
    result[index] = f32(winner);`,
};

const TAKE: Program = {
  name: "weighted values of winners",
  inputs: ["winners", "indices", "weights", "x"],
  integers: ["width"],
  code: `
    let k = i32(winners[index]);
    if (k < 0) {
      result[index] = 0.0;
    } else {
      result[index] = weights[k] * x[indices[k] * uniforms.width + index % uniforms.width];
    }`,
};

const TO_WEIGHTS: Program = {
  name: "gradient of weighted maxima by entry",
  inputs: ["rowOf", "indices", "winners", "x", "dy"],
  integers: ["width"],
  code: `
    let goal = rowOf[index] * uniforms.width;
    let source = indices[index] * uniforms.width;
    var sum = 0.0;
    for (var c = 0; c < uniforms.width; c++) {
      if (i32(winners[goal + c]) == index) { sum += x[source + c] * dy[goal + c]; }
    }
    result[index] = sum;`,
};

const TO_ROWS: Program = {
  name: "gradient of weighted maxima by column",
  inputs: ["ends", "rows", "entries", "winners", "weights", "dy"],
  integers: ["width"],
  code: `
    let own = index / uniforms.width;
    let column = index % uniforms.width;
    var sum = 0.0;
    for (var k = ends[own]; k < ends[own + 1]; k++) {
      let at = rows[k] * uniforms.width + column;
      if (i32(winners[at]) == entries[k]) { sum += weights[entries[k]] * dy[at]; }
    }
    result[index] = sum;`,
};

/** {@link import("../../kernels/float32/weighted-segment-max.js").weightedSegmentMax} on a GPU. */
export function weightedSegmentMax([offsets, indices, weights, x]: readonly tf.Tensor[]): tf.Tensor[] {
  const [, width] = x.shape as [number, number];
  const run = { integers: [width], shape: [offsets.size - 1, width] };
  const won = runProgram(WINNERS, { ...run, inputs: [offsets, indices, weights, x] });
  return [runProgram(TAKE, { ...run, inputs: [won, indices, weights, x] }), won];
}

/** Its adjoints, in the weights and in the rows. */
export function weightedSegmentMaxGradient(
  [indices, weights, x, won, dy]: readonly tf.Tensor[],
  pattern: readonly tf.Tensor[],
): tf.Tensor[] {
  const { ends, rows, entries, rowOf } = transposedPattern(pattern, x.shape[0]);
  const integers = [x.shape[1] as number];
  return [
    runProgram(TO_WEIGHTS, { inputs: [rowOf, indices, won, x, dy], integers, shape: weights.shape }),
    runProgram(TO_ROWS, { inputs: [ends, rows, entries, won, weights, dy], integers, shape: x.shape }),
  ];
}
