import * as tf from "@tensorflow/tfjs-core";
import {
  type BatchNormOptions,
  batchNorm,
  batchNormEvaluated,
  type RunningStatistics,
} from "../ops/batch-norm.js";
import { layerNorm } from "../ops/layer-norm.js";
import type { Layer } from "./layer.js";

/**
 * Batch normalisation over the vertices, by their own statistics in training and by the running ones in evaluation;
 * see {@link batchNorm}. The gain starts at one, the shift at zero, the running means at zero, the variances at one.
 *
 * @returns a layer [V, width] -> [V, width] with the parameters gain [width], shift [width] and the statistics
 *   means [width], variances [width]
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  batchNormLayer,
  neighborMatrix,
  selectBackend,
  uploadFeatures,
  uploadSparseMatrix,
} from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const features = uploadFeatures({ kind: "dense", rows: 3, columns: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * const apply = ({ parameters, statistics = [], ...layer }: Layer, matrix: Float32Csr) =>
 *   layer.apply(parameters, uploadSparseMatrix(matrix), features, { statistics });
 * const means = apply(batchNormLayer(2), neighborMatrix(adjacency));
 * means.shape; // => [3, 2]
 * ```
 */
export function batchNormLayer(width: number, options: BatchNormOptions = {}): Layer {
  return {
    parameters: [tf.ones([width]), tf.zeros([width])],
    statistics: [tf.zeros([width]), tf.ones([width])],
    apply([gain, shift], _matrix, { matrix }, { statistics, training }) {
      const x = matrix as tf.Tensor2D;
      const running = statistics as unknown as RunningStatistics;
      const state = { gain: gain as tf.Tensor1D, shift: shift as tf.Tensor1D, running };
      return training === undefined
        ? batchNormEvaluated(x, state, options)
        : batchNorm(x, state, training.onStatistics, options);
    },
  };
}

/**
 * Layer normalisation of every vertex's row; see {@link layerNorm}. The gain starts at one, the shift at zero.
 *
 * @returns a layer [V, width] -> [V, width] with the parameters gain [width], shift [width]
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  layerNormLayer,
  neighborMatrix,
  selectBackend,
  uploadFeatures,
  uploadSparseMatrix,
} from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const features = uploadFeatures({ kind: "dense", rows: 3, columns: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * const apply = ({ parameters, statistics = [], ...layer }: Layer, matrix: Float32Csr) =>
 *   layer.apply(parameters, uploadSparseMatrix(matrix), features, { statistics });
 * apply(layerNormLayer(2), neighborMatrix(adjacency)).shape; // => [3, 2]
 * ```
 */
export function layerNormLayer(width: number): Layer {
  return {
    parameters: [tf.ones([width]), tf.zeros([width])],
    apply: ([gain, shift], _matrix, { matrix }) =>
      layerNorm(matrix as tf.Tensor2D, gain as tf.Tensor1D, shift as tf.Tensor1D),
  };
}
