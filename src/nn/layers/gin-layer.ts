import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { matMul } from "../ops/mat-mul.js";
import { spmm } from "../ops/spmm.js";
import { glorotUniform } from "./glorot-uniform.js";
import { type Layer, sequence } from "./layer.js";
import { batchNormLayer } from "./normalization-layers.js";
import { project } from "./vertex-matrix.js";

/** Options of {@link ginLayer}. */
export interface GinOptions {
  /** whether epsilon is a parameter, starting at zero, or stays zero; default true */
  readonly trainEpsilon?: boolean;
}

/**
 * A graph isomorphism layer with a two-layer perceptron, each of its layers linear, batch norm and ReLU.
 *
 * Y = relu(norm(relu(norm(Z W1)) W2)), Z = (1 + epsilon) X + A X, A the adjacency matrix without self-loops
 *
 * Z W1 is taken as (1 + epsilon) (X W1) + A (X W1), which multiplies the narrower rows by the graph's matrix and leaves
 * sparse features sparse. The linear maps have no bias: the batch norm behind them would take it away again, and its
 * shift stands for it. W1, W2 start at Glorot's uniform distribution.
 *
 * Source: Xu et al., "How Powerful are Graph Neural Networks?" (2019), equation 4.1; the perceptron as in Razin,
 * Verbin and Cohen (2023), appendix on vertex prediction experiments.
 *
 * @returns a layer [V, inputs] -> [V, outputs] for the aggregation matrix A, with the parameters epsilon [1] (where
 *   trained), W1 [inputs, outputs], gain, shift [outputs], W2 [outputs, outputs], gain, shift [outputs]
 *
 * Complexity: O((E + V * outputs + nonzeros of X) * outputs).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  ginLayer,
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
 * apply(ginLayer(2, 4, createRandom(0)), neighborMatrix(adjacency)).shape; // => [3, 4]
 * ```
 */
export function ginLayer(
  inputs: number,
  outputs: number,
  random: Random,
  { trainEpsilon = true }: GinOptions = {},
): Layer {
  return sequence([
    sumLayer(inputs, outputs, random, trainEpsilon),
    batchNormLayer(outputs, { rectify: true }),
    {
      parameters: [glorotUniform(outputs, outputs, random)],
      apply: ([weights], _matrix, input) => project(input, weights as tf.Tensor2D),
    },
    batchNormLayer(outputs, { rectify: true }),
  ]);
}

/** ((1 + epsilon) X + A X) W */
function sumLayer(inputs: number, outputs: number, random: Random, trainEpsilon: boolean): Layer {
  const weights = glorotUniform(inputs, outputs, random);
  return {
    parameters: trainEpsilon ? [tf.zeros([1]), weights] : [weights],
    apply(parameters, aggregationMatrix, input) {
      const w = parameters[parameters.length - 1] as tf.Tensor2D;
      const aggregate = (rows: tf.Tensor2D): tf.Tensor2D => {
        const own = trainEpsilon ? tf.mul(rows, tf.add(parameters[0], 1)) : rows;
        return tf.add(own, spmm(aggregationMatrix, rows));
      };
      return input.kind === "sparse" || outputs <= inputs
        ? aggregate(project(input, w))
        : matMul(aggregate(input.matrix), w);
    },
  };
}
