import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { ownProducts } from "../backend/own-products.js";
import { multiply, multiplyTransposedLeft } from "./dense-products.js";

/**
 * Product of two dense matrices, differentiable in both.
 *
 * Y = A B; the gradients are dA = dY B' and dB = A' dY. TensorFlow.js's own wasm kernel takes twelve times as long
 * for a product with a transposed left factor, which is what every weight gradient is; ours does not.
 *
 * @param a [rows, inner]
 * @param b [inner, columns]
 * @param constantLeft whether A needs no gradient (features), which then is not computed; default false
 * @returns [rows, columns]
 *
 * Complexity: O(rows * inner * columns), twice that backward.
 */
export function matMul(a: tf.Tensor2D, b: tf.Tensor2D, constantLeft = false): tf.Tensor2D {
  // These multiply transposed factors at full speed, and on a device that our kernels cannot reach.
  if (ownProducts()) return tf.matMul(a, b);
  return constantLeft ? multiplyConstant(a, b) : multiplyBoth(a, b);
}

function multiplyBoth(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return differentiable(
    [a, b],
    () => ({ value: multiply([a, b])[0] as tf.Tensor2D, saved: [a, b] }),
    (dy, [left, right]) => [multiply([dy, tf.transpose(right)])[0], multiplyTransposedLeft([left, dy])[0]],
  );
}

function multiplyConstant(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return differentiable(
    [b],
    () => ({ value: multiply([a, b])[0] as tf.Tensor2D, saved: [a] }),
    (dy, [left]) => [multiplyTransposedLeft([left, dy])[0]],
  );
}
