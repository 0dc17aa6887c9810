import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as onGpu from "../webgpu/layer-norm.js";

/** As in PyTorch's LayerNorm. */
const EPSILON = 1e-5;

const forward = defineKernel("layerNorm", {
  inputs: 3,
  outputs: ([matrix]) => [matrix, [matrix[0]], [matrix[0]]],
  sizes: ([[rows, width]]) => [rows, width],
  composed([x, gain, shift], [epsilon]) {
    const mean = tf.mean(x, 1, true);
    const centered = tf.sub(x, mean);
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centered), 1, true), epsilon));
    const value = tf.add(tf.mul(tf.mul(centered, inverse), gain), shift);
    return [value, tf.reshape(mean, [-1]), tf.reshape(inverse, [-1])];
  },
  onWebgpu: onGpu.layerNorm,
});

const backward = defineKernel("layerNormGradient", {
  inputs: 5,
  outputs: ([matrix]) => [matrix, [matrix[1]], [matrix[1]]],
  sizes: ([[rows, width]]) => [rows, width],
  composed([x, gain, means, inverseDeviations, dy]) {
    const column = (row: tf.Tensor) => tf.reshape(row, [-1, 1]);
    const inverse = column(inverseDeviations);
    const normal = tf.mul(tf.sub(x, column(means)), inverse);
    const scaled = tf.mul(dy, gain);
    const along = tf.mul(normal, tf.mean(tf.mul(scaled, normal), 1, true));
    const dx = tf.mul(inverse, tf.sub(tf.sub(scaled, tf.mean(scaled, 1, true)), along));
    return [dx, tf.sum(tf.mul(dy, normal), 0), tf.sum(dy, 0)];
  },
  onWebgpu: onGpu.layerNormGradient,
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
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { layerNorm, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const normal = layerNorm(tf.tensor2d([[0, 2]]), tf.ones([2]) as tf.Tensor1D, tf.zeros([2]) as tf.Tensor1D);
 * [...normal.dataSync()].map(Math.round); // => [-1, 1]
 * ```
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
