import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as native from "../tensorflow/segment-max.js";
import * as onGpu from "../webgpu/weighted-segment-max.js";
import { checkPlaces } from "./check-places.js";
import type { SparseMatrix } from "./sparse-matrix.js";

const forward = defineKernel("weightedSegmentMax", {
  inputs: 4,
  outputs: ([[ends], , , [, width]]) => [
    [ends - 1, width],
    [ends - 1, width],
  ],
  sizes: ([[ends], , , [, width]]) => [ends - 1, width],
  onTensorflow: native.weightedSegmentMax,
  onWebgpu: onGpu.weightedSegmentMax,
});

const backward = defineKernel("weightedSegmentMaxGradient", {
  inputs: 5,
  outputs: ([, weights, x]) => [weights, x],
  sizes: ([[entries], , [sources, width], [rows]]) => [sources, rows, width, entries],
  onTensorflow: (inputs, _numbers, pattern) => native.weightedSegmentMaxGradient(inputs, pattern),
  onWebgpu: (inputs, _numbers, pattern) => onGpu.weightedSegmentMaxGradient(inputs, pattern),
});

/**
 * The largest weighted value over each vertex's neighbours, column by column, differentiable in weights and values.
 *
 * Y[i, c] = max of W[k] X[j, c] over the entries k = (i, j) of the pattern, 0 where there is none. Of several equal
 * values the first takes the whole gradient.
 *
 * @param pattern [rows, columns], of at most 2^24 entries; its values are not read
 * @param weights W [entries, 1] in the order of the pattern's entries
 * @param x [columns, width]
 * @returns [rows, width]
 *
 * Complexity: O(entries * width), backward O((rows + columns) * width + entries).
 * @throws InputError where there are more
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { neighborMatrix, selectBackend, uploadSparseMatrix, weightedSegmentMax } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const pattern = uploadSparseMatrix(neighborMatrix(adjacency));
 * const weights = tf.tensor2d([[1], [1], [5], [1]]);
 * [...weightedSegmentMax(pattern, weights, tf.tensor2d([[1], [2], [3]])).dataSync()]; // => [2, 15, 2]
 * ```
 */
export function weightedSegmentMax(
  { forward: [offsets, indices] }: SparseMatrix,
  weights: tf.Tensor2D,
  x: tf.Tensor2D,
): tf.Tensor2D {
  checkPlaces("weightedSegmentMax", indices.shape[0], "edges and self-loops");
  return differentiable(
    [weights, x],
    () => {
      const [value, winners] = forward([offsets, indices, weights, x]);
      return { value: value as tf.Tensor2D, saved: [offsets, indices, weights, x, winners] };
    },
    (dy, [ends, ...saved]) => backward([...saved, dy], [], [ends, saved[0]]),
  );
}
