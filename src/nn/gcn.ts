import type { Random } from "../random.js";
import { dropout } from "./dropout.js";
import type { VertexMatrix } from "./features.js";
import { gcnLayer } from "./gcn-layer.js";
import type { Layer } from "./layer.js";
import { layerNormLayer } from "./layer-norm-layer.js";
import { linearLayer } from "./linear-layer.js";
import type { Model, ModelDefinition, ModelShape } from "./model.js";
import { normalizedAdjacency } from "./normalized-adjacency.js";

/**
 * The graph convolutional network of the sparsification experiments: graph convolutions, each followed by ReLU,
 * layer normalisation and dropout, and a linear head.
 *
 * Source: Kipf and Welling, "Semi-Supervised Classification with Graph Convolutional Networks" (2017); depth, width
 * and normalisation as in Razin, Verbin and Cohen, "On the Ability of Graph Neural Networks to Model Interactions
 * Between Vertices" (2023).
 */
export const gcn: ModelDefinition = Object.freeze({
  propagation: normalizedAdjacency,
  symmetric: true,
  create: createGcn,
});

function createGcn(
  { inputs, hidden, layers, classes, dropout: probability }: ModelShape,
  random: Random,
): Model {
  const blocks = Array.from({ length: layers }, (_, k) => [
    gcnLayer(k === 0 ? inputs : hidden, hidden, random),
    layerNormLayer(hidden),
  ]);
  const head = linearLayer(hidden, classes, random);
  return {
    parameters: [...blocks.flat(), head].flatMap((layer) => layer.parameters),
    logits(parameters, propagation, features, dropoutSeeds) {
      let used = 0;
      const apply = (layer: Layer, input: VertexMatrix) => {
        const own = parameters.slice(used, used + layer.parameters.length);
        used += own.length;
        return layer.apply(own, propagation, input);
      };
      let rows = features;
      for (const block of blocks) {
        for (const layer of block) rows = { kind: "hidden", matrix: apply(layer, rows) };
        if (probability > 0 && dropoutSeeds !== undefined && rows.kind === "hidden")
          rows = { ...rows, matrix: dropout(rows.matrix, probability, dropoutSeeds.integer(2 ** 31)) };
      }
      return apply(head, rows);
    },
  };
}
