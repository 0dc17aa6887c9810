import type * as tf from "@tensorflow/tfjs";
import type { Adjacency } from "../graph/adjacency.js";
import type { CsrMatrix } from "../kernels/csr.js";
import type { Random } from "../random.js";
import type { VertexMatrix } from "./features.js";
import type { SparseMatrix } from "./sparse-matrix.js";

/** Sizes of a model. */
export interface ModelShape {
  /** columns of the features */
  readonly inputs: number;
  /** width of every hidden layer */
  readonly hidden: number;
  /** number of hidden layers, >= 1 */
  readonly layers: number;
  readonly classes: number;
  /** probability of a zero after each hidden layer, in [0, 1) */
  readonly dropout: number;
}

/** A vertex classifier: parameters as they are before training, and a pure function to logits. */
export interface Model {
  readonly parameters: readonly tf.Tensor[];
  /**
   * @param parameters shaped as the model's own
   * @param propagation what {@link ModelDefinition.propagation} made of the graph
   * @param features [V, inputs]
   * @param dropoutSeeds the source of each dropout's seed; without it nothing is dropped
   * @returns [V, classes]
   */
  readonly logits: (
    parameters: readonly tf.Tensor[],
    propagation: SparseMatrix,
    features: VertexMatrix,
    dropoutSeeds?: Random,
  ) => tf.Tensor2D;
}

/** How to make a model of one kind. */
export interface ModelDefinition {
  /** the matrix by which vertices hear their neighbours, and whether it is its own transpose */
  readonly propagation: (adjacency: Adjacency) => CsrMatrix;
  readonly symmetric: boolean;
  readonly create: (shape: ModelShape, random: Random) => Model;
}
