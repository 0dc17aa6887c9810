import { normalizedAdjacency } from "../layers/aggregation-matrices.js";
import { gatLayer } from "../layers/gat-layer.js";
import { gatv2Layer } from "../layers/gatv2-layer.js";
import type { ModelDefinition } from "./model.js";
import { vertexClassifier } from "./vertex-classifier.js";

/**
 * The graph attention network in the frame of the sparsification experiments: layers of four heads, each followed by
 * layer normalisation and dropout, and a linear head.
 *
 * Source: Velickovic et al., "Graph Attention Networks" (2018).
 */
export const gat: ModelDefinition = Object.freeze({
  // Of the normalised adjacency, only the pattern is read: the neighbours and the vertex itself.
  aggregationMatrix: normalizedAdjacency,
  symmetric: true,
  create: vertexClassifier(gatLayer),
});

/**
 * The graph attention network with dynamic attention, in the frame of the sparsification experiments: layers of four
 * heads, each followed by layer normalisation and dropout, and a linear head.
 *
 * Source: Brody, Alon and Yahav, "How Attentive are Graph Attention Networks?" (2022).
 */
export const gatv2: ModelDefinition = Object.freeze({
  // Of the normalised adjacency, only the pattern is read: the neighbours and the vertex itself.
  aggregationMatrix: normalizedAdjacency,
  symmetric: true,
  create: vertexClassifier(gatv2Layer),
});
