import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { biasRelu } from "../ops/bias.js";
import { matMul } from "../ops/mat-mul.js";
import { spmm } from "../ops/spmm.js";
import { glorotUniform } from "./glorot-uniform.js";
import type { Layer } from "./layer.js";
import { project } from "./vertex-matrix.js";

/**
 * A graph convolution with its rectifier: Y = max(0, P X W + b), P the normalised adjacency matrix.
 *
 * The product is taken in the order that multiplies the narrower rows by the graph's matrix, P (X W) or (P X) W. W starts at
 * Glorot's uniform distribution, b at zero.
 *
 * Source: Kipf and Welling, "Semi-Supervised Classification with Graph Convolutional Networks" (2017), equation 2.
 *
 * @returns a layer [V, inputs] -> [V, outputs] with the parameters W [inputs, outputs], b [outputs]
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
  gcnLayer,
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
 * apply(gcnLayer(2, 4, createRandom(0)), normalizedAdjacency(adjacency)).shape; // => [3, 4]
 * ```
 */
export function gcnLayer(inputs: number, outputs: number, random: Random): Layer {
  return {
    parameters: [glorotUniform(inputs, outputs, random), tf.zeros([outputs])],
    apply(parameters, aggregationMatrix, input) {
      const [weights, bias] = parameters as [tf.Tensor2D, tf.Tensor1D];
      const aggregated =
        input.kind === "sparse" || outputs <= inputs
          ? spmm(aggregationMatrix, project(input, weights))
          : matMul(spmm(aggregationMatrix, input.matrix), weights);
      return biasRelu(aggregated, bias);
    },
  };
}
