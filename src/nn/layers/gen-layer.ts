import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { addSegmentMax } from "../ops/add-segment-max.js";
import { weightedSegmentMax } from "../ops/weighted-segment-max.js";
import { type Layer, sequence } from "./layer.js";
import { linearLayer } from "./linear-layer.js";

/**
 * A generalised graph convolution with the maximum as its aggregation: Y[i] = (X[i] + max over the neighbours j of
 * relu(X[j])) W + b, the maximum element by element and 0 for a vertex without neighbours.
 *
 * Where the aggregation matrix has weights w(i, j), the messages are relu(w(i, j) X[j]), differentiable in the weights.
 *
 * The 1e-7 that the published code adds to every message keeps its power mean from zero; a maximum needs none.
 *
 * Source: Li et al., "DeeperGCN: All You Need to Train Deeper GCNs" (2020), section 3.
 *
 * @returns a layer [V, inputs] -> [V, outputs] for rows that a layer has made, with the parameters
 *   W [inputs, outputs], b [outputs]
 *
 * Complexity: O(E * inputs + V * inputs * outputs).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  genLayer,
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
 * apply(genLayer(2, 4, createRandom(0)), neighborMatrix(adjacency)).shape; // => [3, 4]
 * ```
 */
export function genLayer(inputs: number, outputs: number, random: Random): Layer {
  return sequence([
    {
      parameters: [],
      apply(_parameters, aggregationMatrix, { matrix }) {
        const rows = matrix as tf.Tensor2D;
        const { weights } = aggregationMatrix;
        if (weights === undefined) return addSegmentMax(aggregationMatrix, rows);
        // Rectified after the maximum, which comes to the same and is less work.
        return tf.add(rows, tf.relu(weightedSegmentMax(aggregationMatrix, weights, rows)));
      },
    },
    linearLayer(inputs, outputs, random),
  ]);
}
