import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { biasRelu } from "../ops/bias.js";
import { spmm } from "../ops/spmm.js";
import type { Layer } from "./layer.js";
import { projectRelations, relationalWeights } from "./relational-weights.js";

/**
 * A relational graph convolution with its rectifier: one weight matrix for every type of edge and one for the vertex
 * itself.
 *
 * Y[i] = max(0, X[i] W_0 + sum over the edge types q of the mean of X[j] W_q over the edges of type q from j to i + b)
 *
 * The matrices start at Glorot's uniform distribution, b at zero. Where the aggregation matrix has weights, they stand in
 * place of the means' 1 / counts and of the self-loop's 1.
 *
 * Source: Schlichtkrull et al., "Modeling Relational Data with Graph Convolutional Networks" (2018), equation 2 with
 * c = |N_q(i)|, without the decompositions of section 2.2.
 *
 * @param channels R = 1 + number of edge types
 * @returns a layer [V, inputs] -> [V, outputs] for the matrix of `relationalMatrix`, with the parameters
 *   W_0, W_1, .. side by side [inputs, R * outputs], b [outputs]
 *
 * Complexity: O((E + V + nonzeros of X * R) * outputs).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  relationalMatrix,
  rgcnLayer,
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
 * apply(rgcnLayer(2, 4, createRandom(0), 2), relationalMatrix(adjacency)).shape; // => [3, 4]
 * ```
 */
export function rgcnLayer(inputs: number, outputs: number, random: Random, channels: number): Layer {
  return {
    parameters: [relationalWeights({ inputs, outputs, channels }, random), tf.zeros([outputs])],
    apply([weights, bias], aggregationMatrix, input) {
      const messages = projectRelations(input, weights as tf.Tensor2D, channels);
      return biasRelu(spmm(aggregationMatrix, messages), bias as tf.Tensor1D);
    },
  };
}
