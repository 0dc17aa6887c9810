import type * as tf from "@tensorflow/tfjs";
import { differentiable } from "./differentiable.js";
import { defineKernel } from "./kernel.js";

/** As in PyTorch's LayerNorm. */
const EPSILON = 1e-5;

const forward = defineKernel("layerNorm", {
  inputs: 3,
  outputs: ([matrix]) => [matrix, [matrix[0]], [matrix[0]]],
  sizes: ([[rows, width]]) => [rows, width],
});

const backward = defineKernel("layerNormGradient", {
  inputs: 5,
  outputs: ([matrix]) => [matrix, [matrix[1]], [matrix[1]]],
  sizes: ([[rows, width]]) => [rows, width],
});

/**
 * Layer normalisation of every row (vertex), differentiable in all inputs.
 *
 * Y[r] = gain (X[r] - mean) / sqrt(variance + 1e-5) + shift
 *
 * Source: Ba, Kiros and Hinton, "Layer Normalization" (2016).
 *
 * @param x [rows, width]
 * @param gain [width]
 * @param shift [width]
 * @returns [rows, width]
 *
 * Complexity: O(rows * width).
 */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor1D, shift: tf.Tensor1D): tf.Tensor2D {
  return differentiable(
    [x, gain, shift],
    () => {
      const [value, means, inverseDeviations] = forward([x, gain, shift], [EPSILON]);
      return { value: value as tf.Tensor2D, saved: [x, gain, means, inverseDeviations] };
    },
    (dy, saved) => backward([...saved, dy]),
  );
}
