import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as native from "../tensorflow/edge-sum.js";
import * as onGpu from "../webgpu/edge-sum.js";
import type { SparseMatrix } from "./sparse-matrix.js";

const forward = defineKernel("edgeSum", {
  inputs: 4,
  outputs: ([, [entries], , [, width]]) => [[entries, width]],
  sizes: ([[ends], , [, width]]) => [ends - 1, width],
  onTensorflow: (inputs) => [native.edgeSum(inputs)],
  onWebgpu: (inputs) => [onGpu.edgeSum(inputs)],
});

const backward = defineKernel("edgeSumGradient", {
  inputs: 5,
  outputs: ([, , left, right]) => [left, right],
  sizes: ([, , [rows, width], [columns]]) => [rows, columns, width],
  onTensorflow: native.edgeSumGradient,
  onWebgpu: onGpu.edgeSumGradient,
});

/**
 * For every entry (i, j) of a pattern, left[i] + right[j], differentiable in both.
 *
 * @param pattern [rows, columns]; its values are not read
 * @param left [rows, width]
 * @param right [columns, width]
 * @returns [entries, width] in the order of the pattern's entries
 *
 * Complexity: O(entries * width), forward and backward.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { edgeSum, neighborMatrix, selectBackend, uploadSparseMatrix } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const pattern = uploadSparseMatrix(neighborMatrix(adjacency));
 * const column = tf.tensor2d([[1], [2], [3]]);
 * [...edgeSum(pattern, column, tf.mul(column, 10) as tf.Tensor2D).dataSync()]; // => [21, 12, 32, 23]
 * ```
 */
export function edgeSum(
  { forward: [offsets, indices] }: SparseMatrix,
  left: tf.Tensor2D,
  right: tf.Tensor2D,
): tf.Tensor2D {
  return differentiable(
    [left, right],
    () => ({
      value: forward([offsets, indices, left, right])[0] as tf.Tensor2D,
      saved: [offsets, indices, left, right],
    }),
    (dy, saved) => backward([...saved, dy]),
  );
}
