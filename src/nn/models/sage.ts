import { neighborMatrix, neighborMeanMatrix } from "../layers/aggregation-matrices.js";
import { sageLayer, sageMaxLayer } from "../layers/sage-layer.js";
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

/**
 * GraphSAGE with max pooling, in the frame of the sparsification experiments: layers, each followed by layer
 * normalisation and dropout, and a linear head.
 *
 * Source: Hamilton, Ying and Leskovec, "Inductive Representation Learning on Large Graphs" (2017).
 */
export const sageMax: ModelDefinition = Object.freeze({
  aggregationMatrix: neighborMatrix,
  symmetric: true,
  create: vertexClassifier(sageMaxLayer),
});
