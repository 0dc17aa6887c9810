import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import { ownProducts } from "../backend/own-products.js";
import { addBias } from "./add-bias.js";
import { columnSums } from "./column-sums.js";
import { multiply, multiplyTransposedLeft } from "./dense-products.js";
import { matMul } from "./mat-mul.js";

const forward = defineKernel("affine", {
  inputs: 3,
  outputs: ([[rows], [, columns]]) => [[rows, columns]],
  sizes: ([[rows, inner], [, columns]]) => [rows, inner, columns],
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
  if (ownProducts()) return addBias(matMul(a, b), bias);
  return differentiable(
    [a, b, bias],
    () => ({ value: forward([a, b, bias])[0] as tf.Tensor2D, saved: [a, b] }),
    (dy, [left, right]) => [
      multiply([dy, tf.transpose(right)])[0],
      multiplyTransposedLeft([left, dy])[0],
      columnSums([dy])[0],
    ],
  );
}
