import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { biasRelu } from "../ops/bias.js";
import { edgeSum } from "../ops/edge-sum.js";
import { leakyRelu } from "../ops/leaky-relu.js";
import { segmentSoftmax } from "../ops/segment-softmax.js";
import { weightedSpmm } from "../ops/weighted-spmm.js";
import { checkHeads, type GatOptions, headScores, headVectors, SLOPE } from "./attention-heads.js";
import { glorotUniform } from "./glorot-uniform.js";
import type { Layer } from "./layer.js";
import { project } from "./vertex-matrix.js";

/**
 * A graph attention layer whose ranking of the neighbours depends on the vertex, with its rectifier, the heads side by
 * side.
 *
 * For every head: s(i, j) = a' leakyRelu((X W)[i] + (X U)[j]), w(i, .) = softmax of s(i, .) over the neighbours j of i
 * and i itself, Y[i] = max(0, sum of w(i, j) (X U)[j] + b).
 *
 * U, W and a start at Glorot's uniform distribution, b at zero.
 *
 * Source: Brody, Alon and Yahav, "How Attentive are Graph Attention Networks?" (2022), equation 7.
 *
 * @param outputs a multiple of the heads
 * @returns a layer [V, inputs] -> [V, outputs] for an aggregation matrix whose pattern has the self-loops, with the parameters
 *   U, W [inputs, outputs], a, b [outputs]
 *
 * Complexity: O((E * heads + V * heads + nonzeros of X) * outputs).
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
  gatv2Layer,
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
 * apply(gatv2Layer(2, 4, createRandom(0), { heads: 2 }), normalizedAdjacency(adjacency)).shape; // => [3, 4]
 * ```
 */
export function gatv2Layer(
  inputs: number,
  outputs: number,
  random: Random,
  { heads = 4 }: GatOptions = {},
): Layer {
  checkHeads(outputs, heads);
  const weights = () => glorotUniform(inputs, outputs, random);
  return {
    parameters: [weights(), weights(), headVectors(outputs, heads, random), tf.zeros([outputs])],
    apply(parameters, aggregationMatrix, input) {
      const [ofSource, ofTarget] = parameters as tf.Tensor2D[];
      const [vectors, bias] = parameters.slice(2) as tf.Tensor1D[];
      const sources = project(input, ofSource);
      const sums = leakyRelu(edgeSum(aggregationMatrix, project(input, ofTarget), sources), SLOPE);
      const attention = segmentSoftmax(aggregationMatrix, headScores(sums, vectors, heads));
      return biasRelu(weightedSpmm(aggregationMatrix, attention, sources), bias);
    },
  };
}
