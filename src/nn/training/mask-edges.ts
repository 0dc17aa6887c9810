import * as tf from "@tensorflow/tfjs-core";
import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import type { Layer } from "../layers/layer.js";
import { maskedAdjacency, maskedEntries, maskedNormalizedAdjacency } from "../layers/masked-adjacency.js";
import { MODELS, modelByName } from "../models/models.js";

/**
 * A model with one number for each edge as its first parameter, by which the edge is weighted in both directions: the symmetric graph
 * mask of UGS. It starts at ones, where the model computes what it does without.
 *
 * Source: Chen et al., "A Unified Lottery Ticket Hypothesis for Graph Neural Networks" (2021), section 3.1; Razin, "Understanding Deep
 * Learning via Notions of Rank" (2024), appendix D.6.2.2 (symmetric, and no mask of the weights).
 *
 * @param name of the kind of model
 * @param model of that kind
 * @param adjacency undirected, with at least one edge
 * @returns a layer whose parameters are the mask [E] and then the model's
 *
 * @throws InputError where the model does not take edge weights, naming those that do
 */
export function maskEdges(name: string, model: Layer, adjacency: Adjacency): Layer {
  checkMaskable(name);
  const isNormalized = modelByName(name).edgeMask === "normalized";
  const entries = maskedEntries(adjacency, isNormalized);
  const weigh = isNormalized ? maskedNormalizedAdjacency : maskedAdjacency;
  return {
    ...model,
    parameters: [tf.ones([adjacency.edgeCount]), ...model.parameters],
    apply([mask, ...parameters], aggregationMatrix, input, pass) {
      const weights = weigh(entries, mask as tf.Tensor1D);
      return model.apply(parameters, { ...aggregationMatrix, weights }, input, pass);
    },
  };
}

/** @throws InputError where a model's edges cannot be masked, naming those whose can */
export function checkMaskable(name: string): void {
  if (modelByName(name).edgeMask !== undefined) return;
  const able = Object.entries(MODELS).flatMap(([other, { edgeMask }]) =>
    edgeMask === undefined ? [] : [other],
  );
  throw new InputError(
    `edge mask: expected one of the models ${able.join(", ")}, got ${name}, which takes no edge weights`,
  );
}
