import type * as tf from "@tensorflow/tfjs-core";
import { type Program, runProgram } from "./run-program.js";
import { type TransposedPattern, transposedPattern } from "./transposed-pattern.js";

const rows = (name: string, order: readonly string[], entry: string): Program => ({
  name,
  inputs: ["ends", "indices", "weights", "x", ...order],
  integers: ["width", "heads"],
  code: `
    let row = index / uniforms.width;
    let column = index % uniforms.width;
    let head = column / (uniforms.width / uniforms.heads);
    var sum = 0.0;
    for (var k = ends[row]; k < ends[row + 1]; k++) {
      sum += weights[${entry} * uniforms.heads + head] * x[indices[k] * uniforms.width + column];
    }
    result[index] = sum;`,
});
const FORWARD = rows("weighted rows", [], "k");
const BACKWARD = rows("weighted rows by column", ["entries"], "entries[k]");

const PRODUCTS: Program = {
  name: "products of rows by entry",
  inputs: ["rowOf", "indices", "x", "dy"],
  integers: ["width", "heads"],
  code: `
    let share = uniforms.width / uniforms.heads;
    let entry = index / uniforms.heads;
    let start = (index % uniforms.heads) * share;
    let source = indices[entry] * uniforms.width + start;
    let goal = rowOf[entry] * uniforms.width + start;
    var sum = 0.0;
    for (var c = 0; c < share; c++) {
      sum += dy[goal + c] * x[source + c];
    }
    result[index] = sum;`,
};

/** {@link import("../../kernels/float32/weighted-spmm.js").weightedSpmm} on a GPU, a thread for each element of the product. */
export function weightedSpmm([offsets, indices, weights, x]: readonly tf.Tensor[], heads: number): tf.Tensor {
  const [, width] = x.shape as [number, number];
  return runProgram(FORWARD, {
    inputs: [offsets, indices, weights, x],
    integers: [width, heads],
    shape: [offsets.size - 1, width],
  });
}

/** Its adjoint in the dense factor: [columns, width], gathered over the entries of each column. */
export function weightedSpmmTransposed(
  { ends, rows, entries }: TransposedPattern,
  weights: tf.Tensor,
  dy: tf.Tensor,
  heads: number,
): tf.Tensor {
  const [, width] = dy.shape as [number, number];
  return runProgram(BACKWARD, {
    inputs: [ends, rows, weights, dy, entries],
    integers: [width, heads],
    shape: [ends.size - 1, width],
  });
}

/** Its adjoint in the weights: [entries, heads]. */
export function entryProducts(
  { rowOf, indices }: Pick<TransposedPattern, "rowOf"> & { readonly indices: tf.Tensor },
  x: tf.Tensor,
  dy: tf.Tensor,
  heads: number,
): tf.Tensor {
  const [, width] = x.shape as [number, number];
  const inputs = [rowOf, indices, x, dy];
  return runProgram(PRODUCTS, { inputs, integers: [width, heads], shape: [indices.size, heads] });
}

/** Both adjoints, in the weights and in the dense factor. */
export function weightedSpmmGradient([offsets, indices, weights, x, dy]: readonly tf.Tensor[]): tf.Tensor[] {
  const [, heads] = weights.shape as [number, number];
  const pattern = transposedPattern([offsets, indices], x.shape[0]);
  return [
    entryProducts({ ...pattern, indices }, x, dy, heads),
    weightedSpmmTransposed(pattern, weights, dy, heads),
  ];
}
