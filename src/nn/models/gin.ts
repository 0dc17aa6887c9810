import { neighborMatrix } from "../layers/aggregation-matrices.js";
import { ginLayer } from "../layers/gin-layer.js";
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

/**
 * The graph isomorphism network with epsilon fixed to zero (GIN-0), otherwise as {@link gin}.
 *
 * Source: Xu et al., "How Powerful are Graph Neural Networks?" (2019), section 7; Razin, "Understanding Deep Learning
 * via Notions of Rank" (2024), appendix D.6.2.1 (Table 5.1).
 */
export const gin0: ModelDefinition = Object.freeze({
  aggregationMatrix: neighborMatrix,
  symmetric: true,
  edgeMask: "entries",
  create: vertexClassifier((inputs, outputs, random) =>
    ginLayer(inputs, outputs, random, { trainEpsilon: false }),
  ),
});
