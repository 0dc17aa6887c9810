import type { Random } from "../../random.js";
import { relationalMatrix } from "../layers/relational-matrix.js";
import { relationalProductLayer } from "../layers/relational-product-layer.js";
import type { ModelDefinition, ModelShape } from "./model.js";
import { vertexClassifier } from "./vertex-classifier.js";

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
      relationalProductLayer(inputs, outputs, stream, 1 + (shape.edgeTypes ?? 1), {
        bias: true,
        scaled: true,
      }),
    )(shape, random),
});
