import type { Random } from "../../random.js";
import { dropoutLayer } from "../layers/dropout-layer.js";
import { type Layer, sequence } from "../layers/layer.js";
import { linearLayer } from "../layers/linear-layer.js";
import { layerNormLayer } from "../layers/normalization-layers.js";
import { readoutLayer } from "../layers/readout-layer.js";
import type { ModelDefinition } from "./model.js";

/**
 * A classifier of vertices, or of graphs where the shape has a readout, of one kind of graph layer: each is followed by
 * layer normalisation and dropout, the last by the readout, if any, and a linear head.
 *
 * Source: Razin, Verbin and Cohen, "On the Ability of Graph Neural Networks to Model Interactions Between Vertices"
 * (2023), appendix on vertex prediction experiments, and the one on the empirical demonstration (graph prediction).
 *
 * @param graphLayer makes a layer [V, inputs] -> [V, outputs], its nonlinearity included
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { gcnLayer, vertexClassifier } from "seprank/nn";
 *
 * const create = vertexClassifier(gcnLayer);
 * const shape = { inputs: 2, hidden: 4, layers: 2, classes: 3, dropout: 0 };
 * // Two layers of weights and bias, each with the gain and shift of its normalisation, and the linear head.
 * create(shape, createRandom(0)).parameters.length; // => 10
 * ```
 */
export function vertexClassifier(
  graphLayer: (inputs: number, outputs: number, random: Random) => Layer,
): ModelDefinition["create"] {
  return ({ inputs, hidden, layers, classes, dropout, readout }, random) =>
    sequence([
      ...Array.from({ length: layers }, (_, k) => [
        graphLayer(k === 0 ? inputs : hidden, hidden, random),
        layerNormLayer(hidden),
        dropoutLayer(dropout),
      ]).flat(),
      ...(readout === undefined ? [] : [readoutLayer(readout)]),
      linearLayer(hidden, classes, random),
    ]);
}
