import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";

/**
 * Binary cross-entropy of sigmoid(logits) against targets, weighted by row, differentiable in the logits.
 *
 * sum over r and c of w[r] / C (max(z, 0) - z t + log(1 + exp(-|z|))), z = Z[r, c], t = T[r, c]
 *
 * which is -t log sigmoid(z) - (1 - t) log(1 - sigmoid(z)) without overflow: PyTorch's `BCEWithLogitsLoss` over n rows
 * for weights of 1 / n.
 *
 * @param logits Z [rows, C]
 * @param targets T [rows, C] in [0, 1]
 * @param weights w [rows, 1]
 * @returns scalar
 *
 * Complexity: O(rows * C), forward and backward.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { binaryCrossEntropy, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const logits = tf.zeros([1, 1]) as tf.Tensor2D;
 * binaryCrossEntropy(logits, tf.tensor2d([[1]]), tf.tensor2d([[1]])).dataSync()[0]; // ≈ 0.693
 * ```
 */
export function binaryCrossEntropy(
  logits: tf.Tensor2D,
  targets: tf.Tensor2D,
  weights: tf.Tensor2D,
): tf.Scalar {
  const columns = logits.shape[1];
  return differentiable(
    [logits],
    () => {
      const tail = tf.log(tf.add(1, tf.exp(tf.neg(tf.abs(logits)))));
      const terms = tf.add(tf.sub(tf.relu(logits), tf.mul(logits, targets)), tail);
      const value = tf.div(tf.sum(tf.mul(terms, weights)), columns) as tf.Scalar;
      return { value, saved: [logits, targets, weights] };
    },
    (dy, [z, t, w]) => [tf.mul(tf.mul(tf.sub(tf.sigmoid(z), t), w), tf.div(dy, columns))],
  );
}
