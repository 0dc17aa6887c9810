import type * as tf from "@tensorflow/tfjs-core";
import { dropout } from "../ops/dropout.js";
import type { Layer } from "./layer.js";

/**
 * Dropout in training, nothing in evaluation; see {@link dropout}.
 *
 * @param probability in [0, 1)
 * @returns a layer [V, width] -> [V, width] without parameters
 *
 * @example
 * ```ts
 * import { dropoutLayer } from "seprank/nn";
 *
 * dropoutLayer(0.5).parameters.length; // => 0
 * ```
 */
export function dropoutLayer(probability: number): Layer {
  return {
    parameters: [],
    apply(_parameters, _matrix, { matrix }, { training }) {
      const rows = matrix as tf.Tensor2D;
      if (probability === 0 || training === undefined) return rows;
      return dropout(rows, probability, training.dropoutSeeds.integer(2 ** 31));
    },
  };
}
