import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as native from "../tensorflow/weighted-spmm.js";
import * as onGpu from "../webgpu/weighted-spmm.js";
import type { SparseMatrix } from "./sparse-matrix.js";

const forward = defineKernel("weightedSpmm", {
  inputs: 4,
  outputs: ([[ends], , , [, width]]) => [[ends - 1, width]],
  sizes: ([[ends], , [, heads], [, width]]) => [ends - 1, width, heads],
  onTensorflow: (inputs) => [native.weightedSpmm(inputs)],
  onWebgpu: (inputs) => [onGpu.weightedSpmm(inputs, inputs[2].shape[1] as number)],
});

const backward = defineKernel("weightedSpmmGradient", {
  inputs: 5,
  outputs: ([, , weights, x]) => [weights, x],
  sizes: ([, , [, heads], [sources, width], [rows]]) => [sources, rows, width, heads],
  onTensorflow: native.weightedSpmmGradient,
  onWebgpu: onGpu.weightedSpmmGradient,
});

/**
 * Product of a sparse matrix with variable values and a dense one, differentiable in both; with several heads, as many
 * matrices of one pattern, each for its share of the columns.
 *
 * Y[i, c] = sum of W[k, h] X[j, c] over the entries k = (i, j) of the pattern, h the head of column c;
 * dW[k, h] = sum of dY[i, c] X[j, c] over the columns c of head h, dX[j, c] = sum of W[k, h] dY[i, c].
 *
 * @param pattern [rows, columns]; its values are not read
 * @param weights W [entries, heads] in the order of the pattern's entries
 * @param x X [columns, width], width a multiple of the heads
 * @returns [rows, width]
 *
 * Complexity: O(entries * width), forward and backward.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { neighborMatrix, selectBackend, uploadSparseMatrix, weightedSpmm } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const pattern = uploadSparseMatrix(neighborMatrix(adjacency));
 * const weights = tf.tensor2d([[1], [1], [5], [1]]);
 * [...weightedSpmm(pattern, weights, tf.tensor2d([[1], [2], [3]])).dataSync()]; // => [2, 16, 2]
 * ```
 */
export function weightedSpmm(
  { forward: [offsets, indices] }: SparseMatrix,
  weights: tf.Tensor2D,
  x: tf.Tensor2D,
): tf.Tensor2D {
  return differentiable(
    [weights, x],
    () => ({
      value: forward([offsets, indices, weights, x])[0] as tf.Tensor2D,
      saved: [offsets, indices, weights, x],
    }),
    (dy, saved) => backward([...saved, dy]),
  );
}
