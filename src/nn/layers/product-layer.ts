import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { addBias } from "../ops/bias.js";
import { type SegmentProductOptions, segmentProduct } from "../ops/segment-product.js";
import { glorotUniform } from "./glorot-uniform.js";
import type { Layer } from "./layer.js";
import { projectRelations, relationalWeights } from "./relational-weights.js";
import { project } from "./vertex-matrix.js";

/** Options of {@link productLayer}. */
export interface ProductOptions extends SegmentProductOptions {
  /** whether the factors have a bias, with which they start near one; default false */
  readonly bias?: boolean;
}

/** Options of {@link relationalProductLayer}. */
export interface RelationalProductOptions extends ProductOptions {
  /** R = 1 + number of edge types */
  readonly channels: number;
}

/** How far from one the factors start, in units of Glorot's uniform distribution. */
export const START_GAIN = 0.1;

/**
 * A layer with product aggregation: Y[i] = element-wise product of X[j] W + b over the neighbours j of i and i itself.
 *
 * There is no nonlinearity: the network is a polynomial of its inputs. In the source there is no bias either, and W
 * starts here at Glorot's uniform distribution. With the bias, which starts at one, W starts at a tenth of that: the
 * factors are near one and the product near a sum, 1 + sum of X[j] W, where without it the sign of each product hangs on
 * all of its factors and what is learned does not generalise to other vertices.
 *
 * Source: Razin, "Understanding Deep Learning via Notions of Rank" (2024), equations 5.2 and 5.5.
 *
 * @param options bias, and whether the rows are scaled by powers of two; see {@link segmentProduct}
 * @returns a layer [V, inputs] -> [V, outputs] for an aggregation matrix whose pattern has the self-loops, with the parameters
 *   W [inputs, outputs] and, where asked for, b [outputs]
 *
 * Complexity: O((E + V + nonzeros of X) * outputs).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import {
  type Float32Csr,
  type Layer,
  normalizedAdjacency,
  productLayer,
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
 * apply(productLayer(2, 4, createRandom(0)), normalizedAdjacency(adjacency)).shape; // => [3, 4]
 * ```
 */
export function productLayer(
  inputs: number,
  outputs: number,
  random: Random,
  { bias = false, ...options }: ProductOptions = {},
): Layer {
  const weights = glorotUniform(inputs, outputs, random, bias ? START_GAIN : 1);
  return {
    parameters: bias ? [weights, tf.ones([outputs])] : [weights],
    apply([own, shift], aggregationMatrix, input) {
      const rows = project(input, own as tf.Tensor2D);
      const factors = bias ? addBias(rows, shift as tf.Tensor1D) : rows;
      return segmentProduct(aggregationMatrix, factors, options);
    },
  };
}

/**
 * A layer with product aggregation over incoming neighbours, one weight matrix for every type of edge: Y[i] =
 * element-wise product of X[j] W_q + b over the edges from j to i, q their types, and of X[i] W_0 + b for the implied
 * self-loop.
 *
 * In the source a self-loop has one of the edges' types; here it has one of its own, so that it needs no choice. For
 * the bias, and what it does to the start, see {@link productLayer}.
 *
 * Source: Razin, "Understanding Deep Learning via Notions of Rank" (2024), equations D.1 and 5.5.
 *
 * @param options channels, bias, and whether the rows are scaled by powers of two; see {@link segmentProduct}
 * @returns a layer [V, inputs] -> [V, outputs] for the matrix of `relationalMatrix`, with the parameters
 *   W_0, W_1, .. side by side [inputs, R * outputs] and, where asked for, b [outputs]
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
  relationalProductLayer,
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
 * // One type of edges, and the self-loops': two channels.
 * apply(relationalProductLayer(2, 4, createRandom(0), { channels: 2 }), relationalMatrix(adjacency)).shape; // => [3, 4]
 * ```
 */
export function relationalProductLayer(
  inputs: number,
  outputs: number,
  random: Random,
  { channels, bias = false, ...options }: RelationalProductOptions,
): Layer {
  const weights = relationalWeights({ inputs, outputs, channels }, random, bias ? START_GAIN : 1);
  return {
    parameters: bias ? [weights, tf.ones([outputs])] : [weights],
    apply([own, shift], aggregationMatrix, input) {
      const messages = projectRelations(input, own as tf.Tensor2D, channels);
      const factors = bias ? addBias(messages, shift as tf.Tensor1D) : messages;
      return segmentProduct(aggregationMatrix, factors, options);
    },
  };
}
