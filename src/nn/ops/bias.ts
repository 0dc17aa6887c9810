import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";

const forward = defineKernel("biasRelu", {
  inputs: 2,
  outputs: ([matrix]) => [matrix],
  sizes: ([[rows, width]]) => [rows, width],
  composed: ([x, bias]) => [tf.relu(tf.add(x, bias))],
});

const backward = defineKernel("biasReluGradient", {
  inputs: 2,
  outputs: ([matrix]) => [matrix, [matrix[1]]],
  sizes: ([[rows, width]]) => [rows, width],
  composed([value, dy]) {
    // `tf.step` is four times the work: it looks for NaN.
    const passed = tf.mul(dy, tf.cast(tf.greater(value, 0), "float32"));
    return [passed, tf.sum(passed, 0)];
  },
});

/**
 * Bias and rectifier in one pass, differentiable in both inputs: Y = max(0, X + b).
 *
 * @param x [rows, width]
 * @param bias b [width]
 * @returns [rows, width]
 *
 * Complexity: O(rows * width).
 */
export function biasRelu(x: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return differentiable(
    [x, bias],
    () => {
      const [value] = forward([x, bias]) as [tf.Tensor2D];
      return { value, saved: [value] };
    },
    (dy, [value]) => backward([value, dy]),
  );
}
