import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";

/**
 * A weight matrix with entries uniform in [-a, a), a = gain sqrt(6 / (inputs + outputs)).
 *
 * Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010),
 * equation 16.
 *
 * @param random never TensorFlow.js's own generator, which draws differently on each backend
 * @param gain default 1
 * @returns [inputs, outputs]
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { createRandom } from "seprank";
 * import { glorotUniform, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const weights = glorotUniform(3, 3, createRandom(0));
 * // The bound is sqrt(6 / (3 + 3)).
 * weights.dataSync().every((weight) => Math.abs(weight) <= 1); // => true
 * ```
 */
export function glorotUniform(inputs: number, outputs: number, random: Random, gain = 1): tf.Tensor2D {
  const bound = gain * Math.sqrt(6 / (inputs + outputs));
  const values = Float32Array.from({ length: inputs * outputs }, () => bound * (2 * random.uniform() - 1));
  return tf.tensor2d(values, [inputs, outputs]);
}
