import { ginLayer } from "../layers/gin-layer.js";
import { neighborMatrix } from "../layers/neighbor-matrix.js";
import type { ModelDefinition } from "./model.js";
import { vertexClassifier } from "./vertex-classifier.js";

/**
 * The graph isomorphism network of the sparsification experiments: layers with a trainable epsilon and a two-layer
 * perceptron with batch normalisation, each followed by layer normalisation and dropout, and a linear head.
 *
 * Source: Xu et al., "How Powerful are Graph Neural Networks?" (2019); depth, width and normalisation as in Razin,
 * Verbin and Cohen, "On the Ability of Graph Neural Networks to Model Interactions Between Vertices" (2023).
 */
export const gin: ModelDefinition = Object.freeze({
  aggregationMatrix: neighborMatrix,
  symmetric: true,
  edgeMask: "entries",
  create: vertexClassifier(ginLayer),
});
