import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as native from "../tensorflow/segment-max.js";
import * as onGpu from "../webgpu/segment-max.js";
import { checkPlaces } from "./check-places.js";
import type { SparseMatrix } from "./sparse-matrix.js";

const forward = defineKernel("addSegmentMax", {
  inputs: 3,
  outputs: ([, , matrix]) => [matrix, matrix],
  sizes: ([, , [rows, width]]) => [rows, width],
  onTensorflow: native.addSegmentMax,
  onWebgpu: onGpu.addSegmentMax,
});

const backward = defineKernel("addSegmentMaxGradient", {
  inputs: 2,
  outputs: ([matrix]) => [matrix],
  sizes: ([[rows, width]]) => [rows, width],
  onTensorflow: (inputs, _numbers, pattern) => [native.addSegmentMaxGradient(inputs, pattern)],
  onWebgpu: (inputs, _numbers, pattern) => [onGpu.addSegmentMaxGradient(inputs, pattern)],
});

/**
 * Every vertex's row plus the largest of its neighbours' rectified rows, column by column, differentiable in the rows.
 *
 * Y[i, c] = X[i, c] + max(0, max of X[j, c] over the entries (i, j) of the pattern). Of several equal values the first
 * takes the maximum's gradient; of values that are not above zero none does.
 *
 * @param pattern [V, V]; its values are not read
 * @param x X [V, width], at most 2^24 vertices
 * @returns [V, width]
 *
 * Complexity: O((V + entries) * width), backward O(V * width).
 * @throws InputError where there are more
 */
export function addSegmentMax({ forward: [offsets, indices] }: SparseMatrix, x: tf.Tensor2D): tf.Tensor2D {
  checkPlaces("addSegmentMax", x.shape[0], "vertices");
  return differentiable(
    [x],
    () => {
      const [value, winners] = forward([offsets, indices, x]);
      return { value: value as tf.Tensor2D, saved: [offsets, indices, winners] };
    },
    (dy, [ends, places, ...saved]) => backward([...saved, dy], [], [ends, places]),
  );
}
