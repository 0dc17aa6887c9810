import type * as tf from "@tensorflow/tfjs-core";
import { matMul } from "../ops/mat-mul.js";
import { spmm } from "../ops/spmm.js";
import type { VertexMatrix } from "./vertex-matrix.js";

/**
 * Product of vertex rows and weights, differentiable in the weights and, where the rows are not constant, in those.
 *
 * @param input X [V, inputs]
 * @param weights W [inputs, outputs]
 * @returns X W [V, outputs]
 *
 * Complexity: O(nonzeros of X * outputs).
 */
export function project(input: VertexMatrix, weights: tf.Tensor2D): tf.Tensor2D {
  if (input.kind === "sparse") return spmm(input.matrix, weights);
  return matMul(input.matrix, weights, input.kind === "constant");
}
