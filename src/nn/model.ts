import type { Adjacency } from "../graph/adjacency.js";
import type { CsrMatrix } from "../kernels/csr.js";
import type { Random } from "../random.js";
import type { Layer } from "./layer.js";

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

/** How to make a model of one kind. */
export interface ModelDefinition {
  /** the matrix by which vertices hear their neighbours, and whether it is its own transpose */
  readonly propagation: (adjacency: Adjacency) => CsrMatrix;
  readonly symmetric: boolean;
  /** a vertex classifier: a layer [V, inputs] -> [V, classes] whose outputs are logits */
  readonly create: (shape: ModelShape, random: Random) => Layer;
}
