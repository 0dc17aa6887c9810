import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as native from "../tensorflow/segment-max.js";
import * as onGpu from "../webgpu/segment-max.js";
import { checkPlaces } from "./check-places.js";
import type { SparseMatrix } from "./sparse-matrix.js";

const forward = defineKernel("segmentMax", {
  inputs: 3,
  outputs: ([[ends], , [, width]]) => [
    [ends - 1, width],
    [ends - 1, width],
  ],
  sizes: ([[ends], , [, width]]) => [ends - 1, width],
  onTensorflow: native.segmentMax,
  onWebgpu: onGpu.segmentMax,
});

const backward = defineKernel("segmentMaxGradient", {
  inputs: 3,
  outputs: ([matrix]) => [matrix],
  sizes: ([[sources, width], [rows]]) => [sources, rows, width],
  onTensorflow: (inputs, _numbers, pattern) => [native.segmentMaxGradient(inputs, pattern)],
  onWebgpu: (inputs, _numbers, pattern) => [onGpu.segmentMaxGradient(inputs, pattern)],
});

/**
 * The largest value over each vertex's neighbours, column by column, differentiable in the values.
 *
 * Y[i, c] = max of X[j, c] over the entries (i, j) of the pattern, 0 where there is none. Of several equal values the
 * first takes the whole gradient.
 *
 * @param pattern [rows, columns]; its values are not read
 * @param x [columns, width], at most 2^24 columns of the pattern
 * @returns [rows, width]
 *
 * Complexity: O(entries * width), backward O((rows + columns) * width).
 * @throws InputError where there are more
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { neighborMatrix, segmentMax, selectBackend, uploadSparseMatrix } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const pattern = uploadSparseMatrix(neighborMatrix(adjacency));
 * [...segmentMax(pattern, tf.tensor2d([[1], [2], [3]])).dataSync()]; // => [2, 3, 2]
 * ```
 */
export function segmentMax({ forward: [offsets, indices] }: SparseMatrix, x: tf.Tensor2D): tf.Tensor2D {
  checkPlaces("segmentMax", x.shape[0], "vertices");
  return differentiable(
    [x],
    () => {
      const [value, winners] = forward([offsets, indices, x]);
      return { value: value as tf.Tensor2D, saved: [offsets, indices, x, winners] };
    },
    (dy, [ends, places, ...saved]) => backward([...saved, dy], [], [ends, places]),
  );
}
