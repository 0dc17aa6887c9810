import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import { columnSums } from "./column-sums.js";

const forward = defineKernel("addBias", {
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
 */
export function addBias(x: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return differentiable(
    [x, bias],
    () => ({ value: forward([x, bias])[0] as tf.Tensor2D }),
    // A clone shares the bytes; the tape frees what it is given, and `dy` is not ours to give.
    (dy) => [dy.clone(), columnSums([dy])[0]],
  );
}
