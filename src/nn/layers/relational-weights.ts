import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { glorotUniform } from "./glorot-uniform.js";
import { project, type VertexMatrix } from "./vertex-matrix.js";

/** Sizes of a layer with a weight matrix for every channel. */
export interface RelationalSize {
  readonly inputs: number;
  readonly outputs: number;
  /** R = 1 + number of edge types */
  readonly channels: number;
}

/**
 * One weight matrix for every channel, side by side, each at Glorot's uniform distribution for its own size.
 *
 * @returns [inputs, channels * outputs]
 */
export function relationalWeights(
  { inputs, outputs, channels }: RelationalSize,
  random: Random,
  gain = 1,
): tf.Tensor2D {
  return tf.tidy(() =>
    tf.concat(
      Array.from({ length: channels }, () => glorotUniform(inputs, outputs, random, gain)),
      1,
    ),
  );
}

/**
 * The messages of every vertex, one for each channel, differentiable as {@link project} is.
 *
 * @param input X [V, inputs]
 * @param weights [inputs, channels * outputs], see {@link relationalWeights}
 * @returns [V * channels, outputs] row j R + q is X[j] W_q, as the columns of `relationalMatrix` are numbered
 *
 * Complexity: O(nonzeros of X * channels * outputs).
 */
export function projectRelations(input: VertexMatrix, weights: tf.Tensor2D, channels: number): tf.Tensor2D {
  const rows = project(input, weights);
  return tf.reshape(rows, [rows.shape[0] * channels, rows.shape[1] / channels]);
}
