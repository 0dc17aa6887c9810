import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";

/**
 * Squared error against targets, weighted by row, differentiable in the outputs: sum over r and c of
 * w[r] / C (Y[r, c] - T[r, c])^2, PyTorch's `MSELoss` over n rows for weights of 1 / n.
 *
 * @param outputs Y [rows, C]
 * @param targets T [rows, C]
 * @param weights w [rows, 1]
 * @returns scalar
 *
 * Complexity: O(rows * C), forward and backward.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { meanSquaredError, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * meanSquaredError(tf.tensor2d([[3]]), tf.tensor2d([[1]]), tf.tensor2d([[1]])).dataSync()[0]; // => 4
 * ```
 */
export function meanSquaredError(
  outputs: tf.Tensor2D,
  targets: tf.Tensor2D,
  weights: tf.Tensor2D,
): tf.Scalar {
  const columns = outputs.shape[1];
  return differentiable(
    [outputs],
    () => {
      const errors = tf.sub(outputs, targets);
      const value = tf.div(tf.sum(tf.mul(tf.mul(errors, errors), weights)), columns) as tf.Scalar;
      return { value, saved: [errors, weights] };
    },
    (dy, [errors, w]) => [tf.mul(tf.mul(errors, w), tf.mul(dy, 2 / columns))],
  );
}
