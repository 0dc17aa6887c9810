import type * as tf from "@tensorflow/tfjs";
import type { VertexMatrix } from "./features.js";
import type { SparseMatrix } from "./sparse-matrix.js";

/** A layer: parameters as they are before training, and a pure function of parameters, graph and vertex rows. */
export interface Layer {
  readonly parameters: readonly tf.Tensor[];
  /**
   * @param parameters shaped as the layer's own
   * @param propagation [V, V] the matrix by which the model's vertices hear their neighbours
   * @param input [V, inputs]
   * @returns [V, outputs]
   */
  readonly apply: (
    parameters: readonly tf.Tensor[],
    propagation: SparseMatrix,
    input: VertexMatrix,
  ) => tf.Tensor2D;
}
