import type * as tf from "@tensorflow/tfjs-core";
import { runColumnSums, sumsOfChunks } from "./column-sums.js";
import { sumsByColumn, sumsByRow } from "./edge-sum.js";
import { type Program, runProgram } from "./run-program.js";
import { segmentSoftmax, segmentSoftmaxGradient } from "./segment-softmax.js";
import { transposedPattern } from "./transposed-pattern.js";
import { entryProducts, weightedSpmm, weightedSpmmTransposed } from "./weighted-spmm.js";

const SCORES: Program = {
  name: "scores of heads",
  inputs: ["x", "vectors"],
  integers: ["width", "heads"],
  code: `
    let share = uniforms.width / uniforms.heads;
    let start = (index % uniforms.heads) * share;
    let row = (index / uniforms.heads) * uniforms.width;
    var sum = 0.0;
    for (var c = start; c < start + share; c++) { sum += x[row + c] * vectors[c]; }
    result[index] = sum;`,
};

const sumAt = `left[rowOf[index / uniforms.heads] * uniforms.heads + index % uniforms.heads]
      + right[indices[index / uniforms.heads] * uniforms.heads + index % uniforms.heads]`;

const LEAKY: Program = {
  name: "scores of entries",
  inputs: ["rowOf", "indices", "left", "right"],
  integers: ["heads"],
  floats: ["slope"],
  code: `
    let sum = ${sumAt};
    if (sum > 0.0) { result[index] = sum; } else { result[index] = uniforms.slope * sum; }`,
};

const LEAKY_GRADIENT: Program = {
  name: "gradient of scores of entries",
  inputs: ["rowOf", "indices", "left", "right", "dy"],
  integers: ["heads"],
  floats: ["slope"],
  code: `
    let sum = ${sumAt};
    if (sum > 0.0) { result[index] = dy[index]; } else { result[index] = uniforms.slope * dy[index]; }`,
};

const ROWS_GRADIENT: Program = {
  name: "gradient of attended rows",
  inputs: ["sums", "dleft", "dright", "toTarget", "toSource"],
  integers: ["width", "heads"],
  code: `
    let column = index % uniforms.width;
    let score = (index / uniforms.width) * uniforms.heads + column / (uniforms.width / uniforms.heads);
    result[index] = sums[index] + dleft[score] * toTarget[column] + dright[score] * toSource[column];`,
};

const VECTORS_GRADIENT = sumsOfChunks("gradients of vectors of heads", ["toTarget", "toSource"], {
  inputs: ["x", "dleft", "dright"],
  integers: ["heads"],
  terms: `
    let score = row * uniforms.heads + column / (uniforms.width / uniforms.heads);
    let toTarget = x[at] * dleft[score];
    let toSource = x[at] * dright[score];`,
});

/** {@link import("../../kernels/float32/attention.js").attention} on a GPU. */
export function attention(
  [offsets, indices, x, toTarget, toSource]: readonly tf.Tensor[],
  heads: number,
  slope: number,
): tf.Tensor[] {
  const [rows, width] = x.shape as [number, number];
  const scores = (vectors: tf.Tensor) =>
    runProgram(SCORES, { inputs: [x, vectors], integers: [width, heads], shape: [rows, heads] });
  const [left, right] = [scores(toTarget), scores(toSource)];
  const { rowOf } = transposedPattern([offsets, indices], rows);
  const inputs = [rowOf, indices, left, right];
  const shape = [indices.size, heads];
  const atEntries = runProgram(LEAKY, { inputs, integers: [heads], floats: [slope], shape });
  const weights = segmentSoftmax(offsets, atEntries);
  return [weightedSpmm([offsets, indices, weights, x], heads), weights, left, right];
}

/** Its adjoints, in the rows and in both vectors, and the three gradients on the way. */
export function attentionGradient(
  [offsets, indices, x, toTarget, toSource, weights, left, right, dy]: readonly tf.Tensor[],
  heads: number,
  slope: number,
): tf.Tensor[] {
  const [rows, width] = x.shape as [number, number];
  const pattern = transposedPattern([offsets, indices], rows);
  const dweights = entryProducts({ ...pattern, indices }, x, dy, heads);
  const beforeSoftmax = segmentSoftmaxGradient(offsets, weights, dweights);
  const dscores = runProgram(LEAKY_GRADIENT, {
    inputs: [pattern.rowOf, indices, left, right, beforeSoftmax],
    integers: [heads],
    floats: [slope],
    shape: weights.shape,
  });
  const [dleft, dright] = [sumsByRow(offsets, dscores), sumsByColumn(pattern, dscores)];
  const sums = weightedSpmmTransposed(pattern, weights, dy, heads);
  const dx = runProgram(ROWS_GRADIENT, {
    inputs: [sums, dleft, dright, toTarget, toSource],
    integers: [width, heads],
    shape: x.shape,
  });
  const dvectors = runColumnSums(VECTORS_GRADIENT, 2, x.shape, {
    inputs: [x, dleft, dright],
    integers: [heads],
  });
  return [dx, ...dvectors, dscores, dleft, dright];
}
