import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";

/**
 * The mean over rows of |cos|, the absolute cosine of the angle between a row of A and the same row of B, once
 * differentiable in both.
 *
 * 1 / rows sum over r of |<a_r, b_r>| / (|a_r| |b_r|); a row where either is zero has no angle, and counts as 0 with
 * gradient 0.
 *
 * The gradient to a_r is sign(c) / rows (b_r / (|a_r| |b_r|) - c a_r / |a_r|^2), c the cosine.
 *
 * @param a [rows, width]
 * @param b [rows, width]
 * @returns scalar
 *
 * Complexity: O(rows * width).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { absoluteCosine, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * absoluteCosine(tf.tensor2d([[1, 0]]), tf.tensor2d([[-2, 0]])).dataSync()[0]; // ≈ 1.0
 * ```
 */
export function absoluteCosine(a: tf.Tensor2D, b: tf.Tensor2D): tf.Scalar {
  const rows = a.shape[0];
  return differentiable(
    [a, b],
    () => {
      // Rows of length 1, or 0 where there is no length: no square of a small number is divided by.
      const [lengthA, lengthB] = [rowLengths(a), rowLengths(b)];
      const [unitA, unitB] = [tf.divNoNan(a, lengthA), tf.divNoNan(b, lengthB)];
      const cosines = tf.sum(tf.mul(unitA, unitB), 1, true);
      const value = tf.div(tf.sum(tf.abs(cosines)), rows) as tf.Scalar;
      return { value, saved: [unitA, unitB, lengthA, lengthB, cosines] };
    },
    (dy, [unitA, unitB, lengthA, lengthB, cosines]) => {
      const outward = tf.mul(tf.sign(cosines), tf.div(dy, rows));
      const toward = (own: tf.Tensor, other: tf.Tensor, length: tf.Tensor) =>
        tf.divNoNan(tf.mul(tf.sub(other, tf.mul(cosines, own)), outward), length);
      return [toward(unitA, unitB, lengthA), toward(unitB, unitA, lengthB)];
    },
  );
}

/** [rows, 1], by rows scaled to a largest magnitude of 1: gradients of a deep network are too small to be squared. */
function rowLengths(a: tf.Tensor2D): tf.Tensor2D {
  const largest = tf.max(tf.abs(a), 1, true);
  const scaled = tf.divNoNan(a, largest);
  return tf.mul(largest, tf.sqrt(tf.sum(tf.square(scaled), 1, true))) as tf.Tensor2D;
}
