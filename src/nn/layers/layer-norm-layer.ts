import * as tf from "@tensorflow/tfjs-core";
import { layerNorm } from "../ops/layer-norm.js";
import type { Layer } from "./layer.js";

/**
 * Layer normalisation of every vertex's row; see {@link layerNorm}. The gain starts at one, the shift at zero.
 *
 * @returns a layer [V, width] -> [V, width] with the parameters gain [width], shift [width]
 */
export function layerNormLayer(width: number): Layer {
  return {
    parameters: [tf.ones([width]), tf.zeros([width])],
    apply: ([gain, shift], _propagation, { matrix }) =>
      layerNorm(matrix as tf.Tensor2D, gain as tf.Tensor1D, shift as tf.Tensor1D),
  };
}
