import type * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import { tensorflowSpmm } from "../tensorflow/spmm.js";
import { weightedSpmm as spmmOnGpu } from "../webgpu/weighted-spmm.js";
import type { CsrTensors, SparseMatrix } from "./sparse-matrix.js";
import { weightedSpmm } from "./weighted-spmm.js";

const multiply = defineKernel("spmm", {
  inputs: 4,
  outputs: ([[ends], , , [, width]]) => [[ends - 1, width]],
  sizes: ([[ends], , , [, width]]) => [ends - 1, width],
  onTensorflow: ([offsets, indices, values, x]) => [
    tensorflowSpmm([offsets, indices, values] as unknown as CsrTensors, x as tf.Tensor2D),
  ],
  onWebgpu: (inputs) => [spmmOnGpu(inputs, 1)],
});

/**
 * Product of a sparse and a dense matrix, differentiable in the dense one.
 *
 * Y = S X; the gradient is dX = S' dY. Where S has weights in place of its values, the product is differentiable in
 * those, too; see {@link weightedSpmm}.
 *
 * @param matrix S [rows, columns]
 * @param dense X [columns, width]
 * @returns Y [rows, width]
 *
 * Complexity: O(entries * width), forward and backward.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { neighborMatrix, selectBackend, spmm, uploadSparseMatrix } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const pattern = uploadSparseMatrix(neighborMatrix(adjacency));
 * [...spmm(pattern, tf.tensor2d([[1], [2], [3]])).dataSync()]; // => [2, 4, 2]
 * ```
 */
export function spmm(matrix: SparseMatrix, dense: tf.Tensor2D): tf.Tensor2D {
  if (matrix.weights !== undefined) return weightedSpmm(matrix, matrix.weights, dense);
  const product = (csr: CsrTensors, x: tf.Tensor2D) => multiply([...csr, x])[0] as tf.Tensor2D;
  return differentiable(
    [dense],
    () => ({ value: product(matrix.forward, dense) }),
    (dy) => [product(matrix.adjoint, dy)],
  );
}
