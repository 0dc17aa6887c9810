import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { addBias } from "../ops/add-bias.js";
import { segmentProduct } from "../ops/segment-product.js";
import type { Layer } from "./layer.js";
import { type ProductOptions, SPREAD } from "./product-layer.js";
import { projectRelations, relationalWeights } from "./relational-weights.js";

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
 * @param channels R = 1 + number of edge types
 * @param options bias, and whether the rows are scaled by powers of two; see {@link segmentProduct}
 * @returns a layer [V, inputs] -> [V, outputs] for the aggregationMatrix of `relationalMatrix`, with the parameters
 *   W_0, W_1, .. side by side [inputs, R * outputs] and, where asked for, b [outputs]
 *
 * Complexity: O((E + V + nonzeros of X * R) * outputs).
 */
export function relationalProductLayer(
  inputs: number,
  outputs: number,
  random: Random,
  channels: number,
  { bias = false, ...options }: ProductOptions = {},
): Layer {
  const weights = relationalWeights(inputs, outputs, channels, random, bias ? SPREAD : 1);
  return {
    parameters: bias ? [weights, tf.ones([outputs])] : [weights],
    apply([own, shift], aggregationMatrix, input) {
      const messages = projectRelations(input, own as tf.Tensor2D, channels);
      const factors = bias ? addBias(messages, shift as tf.Tensor1D) : messages;
      return segmentProduct(aggregationMatrix, factors, options);
    },
  };
}
