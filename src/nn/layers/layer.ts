import type * as tf from "@tensorflow/tfjs-core";
import type { SparseMatrix } from "../ops/sparse-matrix.js";
import type { ForwardPass } from "./forward-pass.js";
import type { VertexMatrix } from "./vertex-matrix.js";

/**
 * A layer, or a whole model: parameters as they are before training, and a pure function of parameters, graph, vertex
 * rows and pass.
 */
export interface Layer {
  readonly parameters: readonly tf.Tensor[];
  /** what it keeps of the batches it has been trained on, as it is before the first; default nothing */
  readonly statistics?: readonly tf.Tensor[];
  /**
   * @param parameters shaped as the layer's own
   * @param aggregationMatrix [V, V], or [V, V R] with R channels, the matrix by which the model's vertices aggregate the messages of their neighbours
   * @param input [V, inputs]
   * @returns [V, outputs], of a readout [G, outputs]
   */
  readonly apply: (
    parameters: readonly tf.Tensor[],
    aggregationMatrix: SparseMatrix,
    input: VertexMatrix,
    pass: ForwardPass,
  ) => tf.Tensor2D;
}
