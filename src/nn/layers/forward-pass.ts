import type * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import type { SparseMatrix } from "../ops/sparse-matrix.js";

/** What a layer needs beside parameters, graph and rows: whether it trains, and the statistics it keeps. */
export interface ForwardPass {
  /** the layer's running statistics as they stand, shaped as its own */
  readonly statistics: readonly tf.Tensor[];
  /** [G, V] which vertices each graph of a batch has, for the readout; none where vertices are classified */
  readonly graphs?: SparseMatrix | undefined;
  /** in evaluation there is none: nothing is dropped, and running statistics stand for those of the batch */
  readonly training?: TrainingPass | undefined;
}

/** What only training needs. */
export interface TrainingPass {
  /** the source of each dropout's seed */
  readonly dropoutSeeds: Random;
  /** takes a layer's running statistics after this pass; called layer by layer in their order. What it wants to have
   * later it keeps (`tf.keep`), and disposes of. */
  readonly onStatistics: (statistics: readonly tf.Tensor[]) => void;
}

/** The evaluation of a model that keeps no statistics. */
export const EVALUATION: ForwardPass = Object.freeze({ statistics: Object.freeze([]) });
