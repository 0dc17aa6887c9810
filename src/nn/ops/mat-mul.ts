import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import { isTallProduct, tallProduct } from "../webgpu/tall-product.js";
import { transposedProduct } from "../webgpu/transposed-product.js";
import { addBias, columnSums } from "./bias.js";

/**
 * Product of two dense matrices, differentiable in both.
 *
 * Y = A B; the gradients are dA = dY B' and dB = A' dY. TensorFlow.js's own wasm kernel takes twelve times as long
 * for a product with a transposed left factor, which is what every weight gradient is; ours does not. On `webgpu` that product
 * alone is ours.
 *
 * @param a [rows, inner]
 * @param b [inner, columns]
 * @param constantLeft whether A needs no gradient (features), which then is not computed; default false
 * @returns [rows, columns]
 *
 * Complexity: O(rows * inner * columns), twice that backward.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { matMul, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * [...matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync()]; // => [11]
 * ```
 */
export function matMul(a: tf.Tensor2D, b: tf.Tensor2D, constantLeft = false): tf.Tensor2D {
  // It multiplies transposed factors at full speed.
  if (tf.getBackend() === "tensorflow") return tf.matMul(a, b);
  return constantLeft ? multiplyConstant(a, b) : multiplyBoth(a, b);
}

function multiplyBoth(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return differentiable(
    [a, b],
    () => ({ value: multiply([a, b])[0] as tf.Tensor2D, saved: [a, b] }),
    (dy, [left, right]) => [multiplyTransposedRight(dy, right), multiplyTransposedLeft([left, dy])[0]],
  );
}

function multiplyConstant(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return differentiable(
    [b],
    () => ({ value: multiply([a, b])[0] as tf.Tensor2D, saved: [a] }),
    (dy, [left]) => [multiplyTransposedLeft([left, dy])[0]],
  );
}

/** A B of A [rows, inner], B [inner, columns]; no gradient. */
export const multiply = defineKernel("matMul", {
  inputs: 2,
  outputs: ([[rows], [, columns]]) => [[rows, columns]],
  sizes: ([[rows, inner], [, columns]]) => [rows, inner, columns],
  onTensorflow: ([a, b]) => [tf.matMul(a, b)],
  onWebgpu: ([a, b]) => [isTallProduct(a, b.shape[1] as number) ? tallProduct(a, b, false) : tf.matMul(a, b)],
});

/** A B' of A [rows, inner], B [columns, inner]; no gradient. */
function multiplyTransposedRight(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (tf.getBackend() !== "webgpu") return multiply([a, tf.transpose(b)])[0];
  return isTallProduct(a, b.shape[0]) ? tallProduct(a, b, true) : tf.matMul(a, b, false, true);
}

/** A' B of A [rows, left], B [rows, right]; no gradient. */
export const multiplyTransposedLeft = defineKernel("matMulTransposedLeft", {
  inputs: 2,
  outputs: ([[, left], [, right]]) => [[left, right]],
  sizes: ([[rows, left], [, right]]) => [rows, left, right],
  onTensorflow: ([a, b]) => [tf.matMul(a, b, true)],
  onWebgpu: transposedProduct,
});

const forward = defineKernel("affine", {
  inputs: 3,
  outputs: ([[rows], [, columns]]) => [[rows, columns]],
  sizes: ([[rows, inner], [, columns]]) => [rows, inner, columns],
  composed: ([a, b, bias]) => [tf.add(tf.matMul(a, b), bias)],
  onWebgpu: ([a, b, bias]) => [
    isTallProduct(a, b.shape[1] as number)
      ? tf.add(tallProduct(a, b, false), bias)
      : tf.fused.matMul({ a: a as tf.Tensor2D, b: b as tf.Tensor2D, bias }),
  ],
});

/**
 * Product of two dense matrices with a row vector added to every row, in one pass, differentiable in all three:
 * Y = A B + b.
 *
 * @param a [rows, inner]
 * @param b [inner, columns]
 * @param bias b [columns]
 * @returns [rows, columns]
 *
 * Complexity: O(rows * inner * columns), twice that backward.
 */
export function affine(a: tf.Tensor2D, b: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  if (tf.getBackend() === "tensorflow") return addBias(matMul(a, b), bias);
  return differentiable(
    [a, b, bias],
    () => ({ value: forward([a, b, bias])[0] as tf.Tensor2D, saved: [a, b] }),
    (dy, [left, right]) => [
      multiplyTransposedRight(dy, right),
      multiplyTransposedLeft([left, dy])[0],
      columnSums([dy])[0],
    ],
  );
}

/** Whether the backend's own dense products are to be used: our kernels cannot reach its memory. */
export function ownProducts(): boolean {
  const name = tf.getBackend();
  return name === "tensorflow" || name === "webgpu";
}
