import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { addBias } from "../ops/bias.js";
import { affine } from "../ops/mat-mul.js";
import { glorotUniform } from "./glorot-uniform.js";
import type { Layer } from "./layer.js";
import { project } from "./vertex-matrix.js";

/**
 * An affine map of every vertex's row: Y = X W + b. W starts at Glorot's uniform distribution, b at zero.
 *
 * @returns a layer [V, inputs] -> [V, outputs] with the parameters W [inputs, outputs], b [outputs]
 *
 * Complexity: O(nonzeros of X * outputs).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  linearLayer,
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
 * apply(linearLayer(2, 4, createRandom(0)), neighborMatrix(adjacency)).shape; // => [3, 4]
 * ```
 */
export function linearLayer(inputs: number, outputs: number, random: Random): Layer {
  return {
    parameters: [glorotUniform(inputs, outputs, random), tf.zeros([outputs])],
    apply([weights, bias], _matrix, input) {
      const [matrix, row] = [weights as tf.Tensor2D, bias as tf.Tensor1D];
      return input.kind === "hidden"
        ? affine(input.matrix, matrix, row)
        : addBias(project(input, matrix), row);
    },
  };
}
