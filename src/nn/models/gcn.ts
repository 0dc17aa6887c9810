import { normalizedAdjacency } from "../layers/aggregation-matrices.js";
import { gcnLayer } from "../layers/gcn-layer.js";
import type { ModelDefinition } from "./model.js";
import { vertexClassifier } from "./vertex-classifier.js";

/**
 * The graph convolutional network of the sparsification experiments: graph convolutions, each followed by ReLU,
 * layer normalisation and dropout, and a linear head.
 *
 * Source: Kipf and Welling, "Semi-Supervised Classification with Graph Convolutional Networks" (2017); depth, width
 * and normalisation as in Razin, Verbin and Cohen, "On the Ability of Graph Neural Networks to Model Interactions
 * Between Vertices" (2023).
 */
export const gcn: ModelDefinition = Object.freeze({
  aggregationMatrix: normalizedAdjacency,
  symmetric: true,
  edgeMask: "normalized",
  create: vertexClassifier(gcnLayer),
});
