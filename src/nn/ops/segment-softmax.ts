import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as native from "../tensorflow/segment-softmax.js";
import * as onGpu from "../webgpu/segment-softmax.js";
import type { SparseMatrix } from "./sparse-matrix.js";

const forward = defineKernel("segmentSoftmax", {
  inputs: 2,
  outputs: ([, matrix]) => [matrix],
  sizes: ([[ends], [, width]]) => [ends - 1, width],
  onTensorflow: ([offsets, x]) => [native.segmentSoftmax(offsets, x)],
  onWebgpu: ([offsets, x]) => [onGpu.segmentSoftmax(offsets, x)],
});

const backward = defineKernel("segmentSoftmaxGradient", {
  inputs: 3,
  outputs: ([, matrix]) => [matrix],
  sizes: ([[ends], [, width]]) => [ends - 1, width],
  onTensorflow: ([offsets, y, dy]) => [native.segmentSoftmaxGradient(offsets, y, dy)],
  onWebgpu: ([offsets, y, dy]) => [onGpu.segmentSoftmaxGradient(offsets, y, dy)],
});

/**
 * Softmax over the entries of each row of a pattern, column by column of the scores, differentiable in them.
 *
 * @param pattern its values are not read
 * @param scores [entries, width] in the order of the pattern's entries
 * @returns [entries, width]
 *
 * Complexity: O(entries * width), forward and backward.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { neighborMatrix, segmentSoftmax, selectBackend, uploadSparseMatrix } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const pattern = uploadSparseMatrix(neighborMatrix(adjacency));
 * [...segmentSoftmax(pattern, tf.zeros([4, 1]) as tf.Tensor2D).dataSync()]; // => [1, 0.5, 0.5, 1]
 * ```
 */
export function segmentSoftmax({ forward: [offsets] }: SparseMatrix, scores: tf.Tensor2D): tf.Tensor2D {
  return differentiable(
    [scores],
    () => {
      const [value] = forward([offsets, scores]) as [tf.Tensor2D];
      return { value, saved: [offsets, value] };
    },
    (dy, saved) => backward([...saved, dy]),
  );
}
