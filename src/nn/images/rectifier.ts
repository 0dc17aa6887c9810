import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineGradient, defineKernel } from "../backend/kernel.js";

const gate = defineKernel("gate", {
  inputs: 2,
  outputs: ([shape]) => [shape],
  sizes: ([shape]) => [tf.util.sizeFromShape(shape)],
  composed: ([x, y]) => [tf.mul(x, tf.cast(tf.greater(y, 0), "float32"))],
});

// Linear in x; a change of y changes nothing, but where it changes sign.
defineGradient("gate", 2, {
  gradients: ([u], [, y]) => [() => gate([u, y])[0], () => tf.zerosLike(y)],
});

/**
 * max(0, x), differentiable any number of times; all derivatives are 0 where x is 0, as in PyTorch.
 *
 * @param x any shape
 *
 * Complexity: O(size of x).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { rectifier, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * [...rectifier(tf.tensor1d([-1, 2])).dataSync()]; // => [0, 2]
 * ```
 */
export function rectifier<T extends tf.Tensor>(x: T): T {
  return differentiable(
    [x],
    () => {
      const value = tf.relu(x);
      return { value, saved: [value] };
    },
    (dy, [y]) => [gate([dy, y])[0]],
  );
}
