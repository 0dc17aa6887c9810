import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import { gatherRows } from "../tensorflow/native-ops.js";
import { softmaxCrossEntropy as crossEntropyOnGpu } from "../webgpu/softmax-cross-entropy.js";

const kernel = defineKernel("softmaxCrossEntropy", {
  inputs: 3,
  outputs: ([logits]) => [[1], logits],
  sizes: ([[rows, classes], , [count]]) => [rows, classes, count],
  onTensorflow([logits, labels, vertices]) {
    const [count, [rows, classes]] = [vertices.size, logits.shape as [number, number]];
    const own = tf.oneHot(gatherRows(labels, vertices), classes);
    const logs = tf.logSoftmax(gatherRows(logits, vertices));
    const loss = tf.div(tf.sum(tf.mul(own, logs)), -count);
    const differences = tf.div(tf.sub(tf.exp(logs), own), count);
    const places = tf.reshape(vertices, [count, 1]);
    return [tf.reshape(loss, [1]), tf.scatterND(places, differences, [rows, classes])];
  },
  onWebgpu: crossEntropyOnGpu,
});

/**
 * Mean cross-entropy of softmax(logits) against class labels over some of the vertices, differentiable in the logits.
 *
 * @param logits [V, C]
 * @param labels [V] int32, in [0, C) at `vertices`, not read elsewhere
 * @param vertices [n] int32, distinct, n >= 1
 * @returns scalar
 *
 * Complexity: O(V C); the gradient falls out of the forward pass.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { selectBackend, softmaxCrossEntropy } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const vertices = tf.tensor1d([0], "int32");
 * softmaxCrossEntropy(tf.zeros([1, 4]) as tf.Tensor2D, tf.tensor1d([2], "int32"), vertices).dataSync()[0]; // ≈ 1.386
 * ```
 */
export function softmaxCrossEntropy(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  vertices: tf.Tensor1D,
): tf.Scalar {
  return differentiable(
    [logits],
    () => {
      const [loss, gradient] = kernel([logits, labels, vertices]);
      return { value: tf.reshape(loss, []) as tf.Scalar, saved: [gradient] };
    },
    (dy, [gradient]) => [tf.mul(dy, gradient)],
  );
}
