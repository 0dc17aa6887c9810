import type * as tf from "@tensorflow/tfjs";
import { differentiable } from "./differentiable.js";
import { defineKernel } from "./kernel.js";
import type { CsrTensors, SparseMatrix } from "./sparse-matrix.js";

const multiply = defineKernel("spmm", {
  inputs: 4,
  outputs: ([[ends], , , [, width]]) => [[ends - 1, width]],
  sizes: ([[ends], , , [, width]]) => [ends - 1, width],
});

/**
 * Product of a constant sparse and a dense matrix, differentiable in the dense one.
 *
 * Y = S X; the gradient is dX = S' dY.
 *
 * @param matrix S [rows, columns]
 * @param dense X [columns, width]
 * @returns Y [rows, width]
 *
 * Complexity: O(entries * width), forward and backward.
 */
export function spmm(matrix: SparseMatrix, dense: tf.Tensor2D): tf.Tensor2D {
  const product = (csr: CsrTensors, x: tf.Tensor2D) => multiply([...csr, x])[0] as tf.Tensor2D;
  return differentiable(
    [dense],
    () => ({ value: product(matrix.forward, dense) }),
    (dy) => [product(matrix.adjoint, dy)],
  );
}
