import { normalizedAdjacency } from "../layers/aggregation-matrices.js";
import { productLayer } from "../layers/product-layer.js";
import type { ModelDefinition } from "./model.js";
import { vertexClassifier } from "./vertex-classifier.js";

/**
 * The network with product aggregation that the theory of walk indices and separation ranks is about, in the frame of
 * the sparsification experiments: layers, each followed by layer normalisation and dropout, and a linear head.
 *
 * Layer normalisation and the bias of the factors are not in the theory. Without the former, products of many factors
 * leave float32 after a layer or two; since it undoes any scale of a row, the products are scaled by powers of two
 * before it. Without the latter, the network fits its training vertices and no others.
 *
 * Source: Razin, "Understanding Deep Learning via Notions of Rank" (2024), equations 5.2 to 5.5.
 */
export const product: ModelDefinition = Object.freeze({
  // Of the normalised adjacency, only the pattern is read: the neighbours and the vertex itself.
  aggregationMatrix: normalizedAdjacency,
  symmetric: true,
  create: vertexClassifier((inputs, outputs, random) =>
    productLayer(inputs, outputs, random, { bias: true, scaled: true }),
  ),
});
