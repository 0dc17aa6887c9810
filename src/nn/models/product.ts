import type { Random } from "../../random.js";
import { normalizedAdjacency, relationalMatrix } from "../layers/aggregation-matrices.js";
import { productLayer, relationalProductLayer } from "../layers/product-layer.js";
import type { ModelDefinition, ModelShape } from "./model.js";
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

/**
 * The network with product aggregation on graphs whose edges have directions and types; apart from those as
 * {@link product}.
 *
 * Source: Razin, "Understanding Deep Learning via Notions of Rank" (2024), appendix D.2, equation D.1.
 */
export const relationalProduct: ModelDefinition = Object.freeze({
  aggregationMatrix: relationalMatrix,
  symmetric: false,
  directed: true,
  create: (shape: ModelShape, random: Random) =>
    vertexClassifier((inputs, outputs, stream) =>
      relationalProductLayer(inputs, outputs, stream, {
        channels: 1 + (shape.edgeTypes ?? 1),
        bias: true,
        scaled: true,
      }),
    )(shape, random),
});
