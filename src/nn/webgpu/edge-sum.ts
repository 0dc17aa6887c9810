import type * as tf from "@tensorflow/tfjs-core";
import { type Program, runProgram } from "./run-program.js";
import { type TransposedPattern, transposedPattern } from "./transposed-pattern.js";

const FORWARD: Program = {
  name: "sums at entries",
  inputs: ["rowOf", "indices", "left", "right"],
  integers: ["width"],
  code: `
    let entry = index / uniforms.width;
    let column = index % uniforms.width;
    result[index] = left[rowOf[entry] * uniforms.width + column] + right[indices[entry] * uniforms.width + column];`,
};

const sums = (name: string, order: readonly string[], entry: string): Program => ({
  name,
  inputs: ["ends", "dy", ...order],
  integers: ["width"],
  code: `
    let segment = index / uniforms.width;
    let column = index % uniforms.width;
    var sum = 0.0;
    for (var k = ends[segment]; k < ends[segment + 1]; k++) {
      sum += dy[${entry} * uniforms.width + column];
    }
    result[index] = sum;`,
});
const ROWS = sums("sums of entries by row", [], "k");
const COLUMNS = sums("sums of entries by column", ["entries"], "entries[k]");

/** {@link import("../../kernels/float32/edge-sum.js").edgeSum} on a GPU, a thread for each element of the result. */
export function edgeSum([offsets, indices, left, right]: readonly tf.Tensor[]): tf.Tensor {
  const { rowOf } = transposedPattern([offsets, indices], right.shape[0]);
  const [, width] = left.shape as [number, number];
  const inputs = [rowOf, indices, left, right];
  return runProgram(FORWARD, { inputs, integers: [width], shape: [indices.size, width] });
}

/** Its adjoint in what stands at the rows: [rows, width]. */
export function sumsByRow(offsets: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  const [, width] = dy.shape as [number, number];
  return runProgram(ROWS, { inputs: [offsets, dy], integers: [width], shape: [offsets.size - 1, width] });
}

/** Its adjoint in what stands at the columns: [columns, width]. */
export function sumsByColumn({ ends, entries }: TransposedPattern, dy: tf.Tensor): tf.Tensor {
  const [, width] = dy.shape as [number, number];
  return runProgram(COLUMNS, {
    inputs: [ends, dy, entries],
    integers: [width],
    shape: [ends.size - 1, width],
  });
}

/** Both adjoints. */
export function edgeSumGradient([offsets, indices, , right, dy]: readonly tf.Tensor[]): tf.Tensor[] {
  const pattern = transposedPattern([offsets, indices], right.shape[0]);
  return [sumsByRow(offsets, dy), sumsByColumn(pattern, dy)];
}
