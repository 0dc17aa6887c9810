import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as onGpu from "../webgpu/column-sums.js";

const rectified = defineKernel("biasRelu", {
  inputs: 2,
  outputs: ([matrix]) => [matrix],
  sizes: ([[rows, width]]) => [rows, width],
  composed: ([x, bias]) => [tf.relu(tf.add(x, bias))],
  onWebgpu: onGpu.biasRelu,
});

const rectifiedGradient = defineKernel("biasReluGradient", {
  inputs: 2,
  outputs: ([matrix]) => [matrix, [matrix[1]]],
  sizes: ([[rows, width]]) => [rows, width],
  composed([value, dy]) {
    // `tf.step` is four times the work: it looks for NaN.
    const passed = tf.mul(dy, tf.cast(tf.greater(value, 0), "float32"));
    return [passed, tf.sum(passed, 0)];
  },
  onWebgpu: onGpu.biasReluGradient,
});

/**
 * Bias and rectifier in one pass, differentiable in both inputs: Y = max(0, X + b).
 *
 * @param x [rows, width]
 * @param bias b [width]
 * @returns [rows, width]
 *
 * Complexity: O(rows * width).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { biasRelu, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * [...biasRelu(tf.tensor2d([[1, -5]]), tf.tensor1d([1, 1])).dataSync()]; // => [2, 0]
 * ```
 */
export function biasRelu(x: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return differentiable(
    [x, bias],
    () => {
      const [value] = rectified([x, bias]) as [tf.Tensor2D];
      return { value, saved: [value] };
    },
    (dy, [value]) => rectifiedGradient([value, dy]),
  );
}

const add = defineKernel("addBias", {
  inputs: 2,
  outputs: ([matrix]) => [matrix],
  sizes: ([[rows, width]]) => [rows, width],
  composed: ([x, bias]) => [tf.add(x, bias)],
});

/**
 * Adds a row vector to every row, differentiable in both inputs: Y = X + b.
 *
 * @param x [rows, width]
 * @param bias b [width]
 * @returns [rows, width]
 *
 * Complexity: O(rows * width).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { addBias, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * [...addBias(tf.tensor2d([[1, 2]]), tf.tensor1d([10, 20])).dataSync()]; // => [11, 22]
 * ```
 */
export function addBias(x: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return differentiable(
    [x, bias],
    () => ({ value: add([x, bias])[0] as tf.Tensor2D }),
    // A clone shares the bytes; the tape frees what it is given, and `dy` is not ours to give.
    (dy) => [dy.clone(), columnSums([dy])[0]],
  );
}

/** [width] sums of the columns of a matrix [rows, width]; no gradient. */
export const columnSums = defineKernel("columnSums", {
  inputs: 1,
  outputs: ([[, width]]) => [[width]],
  sizes: ([[rows, width]]) => [rows, width],
  composed: ([x]) => [tf.sum(x, 0)],
  onWebgpu: ([x]) => onGpu.columnSums(x),
});
