import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { biasRelu } from "../ops/bias.js";
import { matMul } from "../ops/mat-mul.js";
import { segmentMax } from "../ops/segment-max.js";
import { spmm } from "../ops/spmm.js";
import { weightedSegmentMax } from "../ops/weighted-segment-max.js";
import { glorotUniform } from "./glorot-uniform.js";
import type { Layer } from "./layer.js";
import { project } from "./vertex-matrix.js";

/**
 * A GraphSAGE layer with mean aggregation and its rectifier: Y = max(0, P X U + X W + b), P the means over the
 * neighbours.
 *
 * The first product is taken in the order that multiplies the narrower rows by the graph's matrix. U and W start at Glorot's
 * uniform distribution, b at zero.
 *
 * Source: Hamilton, Ying and Leskovec, "Inductive Representation Learning on Large Graphs" (2017), Algorithm 1; its
 * one matrix for the concatenated rows is U above W. Rows are not scaled to length one.
 *
 * @returns a layer [V, inputs] -> [V, outputs] with the parameters U [inputs, outputs], W [inputs, outputs],
 *   b [outputs]
 *
 * Complexity: O(E min(inputs, outputs) + nonzeros of X * outputs).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  neighborMeanMatrix,
  sageLayer,
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
 * apply(sageLayer(2, 4, createRandom(0)), neighborMeanMatrix(adjacency)).shape; // => [3, 4]
 * ```
 */
export function sageLayer(inputs: number, outputs: number, random: Random): Layer {
  return {
    parameters: [
      glorotUniform(inputs, outputs, random),
      glorotUniform(inputs, outputs, random),
      tf.zeros([outputs]),
    ],
    apply(parameters, aggregationMatrix, input) {
      const [neighborWeights, ownWeights, bias] = parameters as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
      const means =
        input.kind === "sparse" || outputs <= inputs
          ? spmm(aggregationMatrix, project(input, neighborWeights))
          : matMul(spmm(aggregationMatrix, input.matrix), neighborWeights);
      return biasRelu(tf.add(means, project(input, ownWeights)), bias);
    },
  };
}

/**
 * A GraphSAGE layer with the maximum as its aggregation, and its rectifier: Y = max(0, M U + X W + b), M[i] = max over
 * the neighbours j of i of max(0, X[j] P + p), element by element, 0 for a vertex without neighbours.
 *
 * Where the aggregation matrix has weights w(i, j), they multiply what is compared, w(i, j) max(0, X[j] P + p). P, U and W
 * start at Glorot's uniform distribution, p and b at zero.
 *
 * Source: Hamilton, Ying and Leskovec, "Inductive Representation Learning on Large Graphs" (2017), Algorithm 1 and
 * equation 3 (max pooling, here of the layer's own width); its one matrix for the concatenated rows is U above W.
 * Rows are not scaled to length one.
 *
 * @returns a layer [V, inputs] -> [V, outputs] with the parameters P [inputs, outputs], p [outputs],
 *   U [outputs, outputs], W [inputs, outputs], b [outputs]
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
  neighborMatrix,
  sageMaxLayer,
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
 * apply(sageMaxLayer(2, 4, createRandom(0)), neighborMatrix(adjacency)).shape; // => [3, 4]
 * ```
 */
export function sageMaxLayer(inputs: number, outputs: number, random: Random): Layer {
  return {
    parameters: [
      glorotUniform(inputs, outputs, random),
      tf.zeros([outputs]),
      glorotUniform(outputs, outputs, random),
      glorotUniform(inputs, outputs, random),
      tf.zeros([outputs]),
    ],
    apply(parameters, aggregationMatrix, input) {
      const [pool, , neighborWeights, ownWeights] = parameters as tf.Tensor2D[];
      const [, poolBias, , , bias] = parameters as tf.Tensor1D[];
      const messages = biasRelu(project(input, pool), poolBias);
      const { weights } = aggregationMatrix;
      const largest =
        weights === undefined
          ? segmentMax(aggregationMatrix, messages)
          : weightedSegmentMax(aggregationMatrix, weights, messages);
      return biasRelu(tf.add(matMul(largest, neighborWeights), project(input, ownWeights)), bias);
    },
  };
}
