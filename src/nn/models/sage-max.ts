import { neighborMatrix } from "../layers/neighbor-matrix.js";
import { sageMaxLayer } from "../layers/sage-max-layer.js";
import type { ModelDefinition } from "./model.js";
import { vertexClassifier } from "./vertex-classifier.js";

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
