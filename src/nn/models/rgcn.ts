import type { Random } from "../../random.js";
import { relationalMatrix } from "../layers/aggregation-matrices.js";
import { rgcnLayer } from "../layers/rgcn-layer.js";
import type { ModelDefinition, ModelShape } from "./model.js";
import { vertexClassifier } from "./vertex-classifier.js";

/**
 * The relational graph convolutional network, in the frame of the sparsification experiments: layers, each followed by
 * layer normalisation and dropout, and a linear head. Edges may have directions and types.
 *
 * Source: Schlichtkrull et al., "Modeling Relational Data with Graph Convolutional Networks" (2018).
 */
export const rgcn: ModelDefinition = Object.freeze({
  aggregationMatrix: relationalMatrix,
  symmetric: false,
  directed: true,
  create: (shape: ModelShape, random: Random) =>
    vertexClassifier((inputs, outputs, stream) =>
      rgcnLayer(inputs, outputs, stream, 1 + (shape.edgeTypes ?? 1)),
    )(shape, random),
});
