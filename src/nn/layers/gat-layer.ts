import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { attention } from "../ops/attention.js";
import { biasRelu } from "../ops/bias.js";
import { checkHeads, type GatOptions, headVectors, SLOPE } from "./attention-heads.js";
import { glorotUniform } from "./glorot-uniform.js";
import type { Layer } from "./layer.js";
import { project } from "./vertex-matrix.js";

/**
 * A graph attention layer with its rectifier, the heads side by side.
 *
 * With Z = X W, for every head: s(i, j) = leakyRelu(a' Z[i] + c' Z[j]), w(i, .) = softmax of s(i, .) over the
 * neighbours j of i and i itself, Y[i] = max(0, sum of w(i, j) Z[j] + b).
 *
 * W, a and c start at Glorot's uniform distribution, b at zero.
 *
 * Source: Velickovic et al., "Graph Attention Networks" (2018), equations 1 to 5.
 *
 * @param outputs a multiple of the heads
 * @returns a layer [V, inputs] -> [V, outputs] for an aggregation matrix whose pattern has the self-loops, with the parameters
 *   W [inputs, outputs], c, a, b [outputs]
 *
 * Complexity: O((E + V * heads + nonzeros of X) * outputs).
 *
 * @throws InputError where the outputs are no multiple of the heads
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  gatLayer,
  normalizedAdjacency,
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
 * apply(gatLayer(2, 4, createRandom(0), { heads: 2 }), normalizedAdjacency(adjacency)).shape; // => [3, 4]
 * ```
 */
export function gatLayer(
  inputs: number,
  outputs: number,
  random: Random,
  { heads = 4 }: GatOptions = {},
): Layer {
  checkHeads(outputs, heads);
  const vectors = () => headVectors(outputs, heads, random);
  return {
    parameters: [glorotUniform(inputs, outputs, random), vectors(), vectors(), tf.zeros([outputs])],
    apply(parameters, aggregationMatrix, input) {
      const [weights, toSource, toTarget, bias] = parameters as [
        tf.Tensor2D,
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor1D,
      ];
      const rows = project(input, weights);
      const scores = { toTarget, toSource, heads, slope: SLOPE };
      return biasRelu(attention(aggregationMatrix, rows, scores), bias);
    },
  };
}
