import { neighborMeanMatrix } from "../layers/neighbor-mean-matrix.js";
import { sageLayer } from "../layers/sage-layer.js";
import type { ModelDefinition } from "./model.js";
import { vertexClassifier } from "./vertex-classifier.js";

/**
 * GraphSAGE with mean aggregation, in the frame of the sparsification experiments: layers, each followed by layer
 * normalisation and dropout, and a linear head.
 *
 * Source: Hamilton, Ying and Leskovec, "Inductive Representation Learning on Large Graphs" (2017).
 */
export const sage: ModelDefinition = Object.freeze({
  aggregationMatrix: neighborMeanMatrix,
  symmetric: false,
  create: vertexClassifier(sageLayer),
});
