import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import * as onGpu from "../webgpu/leaky-relu.js";

/**
 * The rectifier that lets a share of what is negative through, differentiable: y = x where x > 0, else slope x.
 *
 * On `webgpu` one program forward and one backward, in place of TensorFlow.js's four.
 *
 * Complexity: O(size of x), forward and backward.
 *
 * @param x any shape
 * @param slope in [0, 1)
 */
export function leakyRelu<T extends tf.Tensor>(x: T, slope: number): T {
  if (tf.getBackend() !== "webgpu") return tf.leakyRelu(x, slope);
  return differentiable(
    [x],
    () => ({ value: onGpu.leakyRelu(x, slope) as T, saved: [x] }),
    (dy, [kept]) => [onGpu.leakyReluGradient(kept, dy, slope)],
  );
}
