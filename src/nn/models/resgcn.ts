import type { Random } from "../../random.js";
import { neighborMatrix } from "../layers/aggregation-matrices.js";
import { dropoutLayer } from "../layers/dropout-layer.js";
import { genLayer } from "../layers/gen-layer.js";
import { type Layer, residual, sequence } from "../layers/layer.js";
import { linearLayer } from "../layers/linear-layer.js";
import { batchNormLayer } from "../layers/normalization-layers.js";
import { readoutLayer } from "../layers/readout-layer.js";
import type { ModelDefinition, ModelShape } from "./model.js";

/**
 * The residual network of the sparsification experiments: a linear encoder, a graph convolution, residual blocks of
 * batch norm, ReLU, dropout and graph convolution, then batch norm, ReLU, dropout, the readout of graphs where the shape
 * has one, and a linear head.
 *
 * The experiments take it, with ten convolutions of width 64, from the code of UGS, where the convolution is
 * {@link genLayer} and the dropout one half.
 *
 * Source: Li et al., "DeeperGCN: All You Need to Train Deeper GCNs" (2020), section 3.3 (block "Res+"); Chen et al.,
 * "A Unified Lottery Ticket Hypothesis for Graph Neural Networks" (2021).
 */
export const resgcn: ModelDefinition = Object.freeze({
  aggregationMatrix: neighborMatrix,
  symmetric: true,
  edgeMask: "entries",
  create: createResGcn,
});

function createResGcn(
  { inputs, hidden, layers, classes, dropout, readout }: ModelShape,
  random: Random,
): Layer {
  const activation = () => [batchNormLayer(hidden, { rectify: true }), dropoutLayer(dropout)];
  const block = () => residual(sequence([...activation(), genLayer(hidden, hidden, random)]));
  return sequence([
    linearLayer(inputs, hidden, random),
    genLayer(hidden, hidden, random),
    ...Array.from({ length: layers - 1 }, block),
    ...activation(),
    ...(readout === undefined ? [] : [readoutLayer(readout)]),
    linearLayer(hidden, classes, random),
  ]);
}
