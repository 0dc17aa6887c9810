import * as tf from "@tensorflow/tfjs-core";
import { defineGradient, defineKernel } from "../backend/kernel.js";
import { ownProducts } from "../backend/own-products.js";
import { outSize } from "./convolution.js";
import { slidingMaxima } from "./sliding-maxima.js";

/** values and x [N, H, W, C]; numbers: window, stride, padding. */
const gather = defineKernel("gatherMaxima", {
  inputs: 2,
  outputs: ([[images, height, width, channels]], [window, stride, padding]) => [
    [images, outSize(height, window, stride, padding), outSize(width, window, stride, padding), channels],
  ],
  sizes: ([x]) => x,
});

/** dy [N, P, Q, C], x [N, H, W, C]; numbers as above. */
const scatter = defineKernel("scatterMaxima", {
  inputs: 2,
  outputs: ([, x]) => [x],
  sizes: ([, x]) => x,
});

// Each is linear in its first input and the adjoint of the other; where x is largest changes almost nowhere.
defineGradient("gatherMaxima", 2, {
  gradients: ([u], [, x], numbers) => [() => scatter([u, x], numbers)[0], () => tf.zerosLike(x)],
});
defineGradient("scatterMaxima", 2, {
  gradients: ([u], [, x], numbers) => [() => gather([u, x], numbers)[0], () => tf.zerosLike(x)],
});

/**
 * Max pooling, differentiable any number of times. Of equal numbers in a window, the first takes the gradient; places
 * outside the image do not count.
 *
 * @param x [images, height, width, channels]
 * @param window side of the window
 * @param padding at most half of it
 * @returns [images, floor((height + 2 padding - window) / stride) + 1, the same of the width, channels]
 *
 * Complexity: O(size of the result * window^2).
 */
export function maxPooling(x: tf.Tensor4D, window: number, stride: number, padding: number): tf.Tensor4D {
  if (ownProducts()) return slidingMaxima(x, window, stride, padding);
  return gather([x, x], [window, stride, padding])[0] as tf.Tensor4D;
}
