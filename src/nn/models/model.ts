import type { Adjacency } from "../../graph/adjacency.js";
import type { Float32Csr } from "../../kernels/float32/csr.js";
import type { Random } from "../../random.js";
import type { Layer } from "../layers/layer.js";
import type { ReadoutName } from "../layers/readout-names.js";

/** Sizes of a model. */
export interface ModelShape {
  /** columns of the features */
  readonly inputs: number;
  /** width of every hidden layer */
  readonly hidden: number;
  /** number of hidden layers, >= 1 */
  readonly layers: number;
  /** columns of the outputs: one for each class, or what the loss asks for */
  readonly classes: number;
  /** probability of a zero after each hidden layer, in [0, 1) */
  readonly dropout: number;
  /** how vertices become graphs; default: they do not, and vertices are classified */
  readonly readout?: ReadoutName | undefined;
  /** types of edges, for the models that tell them apart; default 1 */
  readonly edgeTypes?: number | undefined;
}

/** How to make a model of one kind. */
export interface ModelDefinition {
  /**
   * the matrix by which vertices aggregate the messages of their neighbours; `edgeTypes` says how many types of edges there are where the
   * graph at hand may lack some
   */
  readonly aggregationMatrix: (adjacency: Adjacency, edgeTypes?: number) => Float32Csr;
  /** whether that matrix is its own transpose */
  readonly symmetric: boolean;
  /** how one number for each edge enters that matrix: as its entries, or into its normalisation as well; default not at all */
  readonly edgeMask?: "entries" | "normalized" | undefined;
  /** whether edges may have a direction, from the neighbour to the vertex that takes its message; default: they may not */
  readonly directed?: boolean;
  /**
   * a classifier: a layer [V, inputs] -> [V, classes] whose outputs are logits, or with a readout, for G graphs,
   * [V, inputs] -> [G, classes]
   */
  readonly create: (shape: ModelShape, random: Random) => Layer;
}
