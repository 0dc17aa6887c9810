import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import { dropout as dropoutOnTensorflow } from "../tensorflow/dropout.js";
import { dropout as dropoutOnGpu } from "../webgpu/dropout.js";

const mask = defineKernel("dropout", {
  inputs: 1,
  outputs: ([shape]) => [shape],
  sizes: ([shape]) => [tf.util.sizeFromShape(shape)],
  onTensorflow: ([x], [seed, threshold, scale]) => [dropoutOnTensorflow(x, seed, threshold, scale)],
  onWebgpu: ([x], [seed, threshold, scale]) => [dropoutOnGpu(x, seed, threshold, scale)],
});

/**
 * Sets each element to zero with a given probability and divides the others by 1 minus it, differentiable any number of times.
 *
 * Source: Srivastava et al., "Dropout" (2014), in its inverted form.
 *
 * @param x any shape
 * @param probability in [0, 1)
 * @param seed integer in [0, 2^32), a fresh one for each call
 * @returns a tensor of the shape of `x`
 *
 * Complexity: O(size of x).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { dropout, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * [...dropout(tf.ones([100]), 0.5, 1).dataSync()].every((value) => value === 0 || value === 2); // => true
 * ```
 */
export function dropout<T extends tf.Tensor>(x: T, probability: number, seed: number): T {
  const numbers = [seed, Math.floor(probability * 2 ** 32), 1 / (1 - probability)];
  return differentiable(
    [x],
    () => ({ value: mask([x], numbers)[0] as T }),
    // The mask depends on seed and position only, so the op is its own adjoint, and its gradient has one in turn.
    (dy) => [dropout(dy, probability, seed)],
  );
}
