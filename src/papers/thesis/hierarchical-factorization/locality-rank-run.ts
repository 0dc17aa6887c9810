import {
  adaptiveGradientDescent,
  createLogisticObjective,
  gaussianInitialization,
  type HierarchicalFactorization,
  hierarchicalFactorization,
  nodeRanksProbe,
  type Probe,
  type Trajectory,
  train,
} from "../../../factorization/index.js";
import {
  createGradientAlignment,
  createRegularizedObjective,
  cyclicPermutation,
  twoPlaceRegions,
} from "../../../locality/index.js";
import { createRandom } from "../../../random.js";
import { perfectModeTree } from "../../../tensor/mode-tree.js";
import {
  drawGlyphPairs,
  drawGlyphs,
  type GlyphPairs,
  type GlyphPairsOptions,
  glyphInputs,
} from "../../runs/glyph-pairs.js";

/** Task, network and training of the experiment. */
export interface LocalityRankSetting extends GlyphPairsOptions {
  readonly train: number;
  readonly test: number;
  /** local components at every node */
  readonly width: number;
  /** standard deviation of the initial weights */
  readonly deviation: number;
  readonly learningRate: number;
  /** samples that the regulariser is averaged over in a step */
  readonly batch: number;
  readonly iterations: number;
  readonly recordEvery: number;
}

/** Columns of the run's trajectory beside the loss and the nodes' ranks. */
export const LOCALITY_COLUMNS = {
  train: "training accuracy",
  test: "test accuracy",
  alignment: "alignment of gradients across the halves",
} as const;

/**
 * Trains the product-pooling network with one coefficient of the locality regulariser.
 *
 * Task, initial weights and, where there are any, regions depend on the seed alone: runs of one seed with several coefficients are paired.
 */
export function runLocalityRank(setting: LocalityRankSetting, coefficient: number, seed: number): Trajectory {
  const { places, size, width, deviation, learningRate, batch, iterations, recordEvery } = setting;
  const stream = (part: string) => createRandom(seed, `locality-rank ${part}`);
  const glyphs = drawGlyphs(setting, stream("glyphs"));
  const fitted = drawGlyphPairs(setting, glyphs, setting.train, stream("train"));
  const unseen = drawGlyphPairs(setting, glyphs, setting.test, stream("test"));
  const tree = perfectModeTree(places, 2);
  const factorization = hierarchicalFactorization(Array<number>(places).fill(size), tree, width);
  const start = gaussianInitialization(factorization, deviation, stream("weights"));
  const half = { row: 0, height: 1, width: places / 2 };
  const sampler = twoPlaceRegions(
    { height: 1, width: places },
    { ...half, column: 0 },
    { ...half, column: places / 2 },
  );
  const loss = createLogisticObjective(factorization, glyphInputs(fitted, setting), fitted.labels);
  const objective = createRegularizedObjective(loss, factorization, {
    ...fitted,
    batch,
    coefficient,
    sampler,
    random: stream("regions"),
  });
  const probes = [
    accuracyProbe(LOCALITY_COLUMNS.train, factorization, fitted, setting),
    accuracyProbe(LOCALITY_COLUMNS.test, factorization, unseen, setting),
    alignmentProbe(factorization, unseen, setting, seed),
    nodeRanksProbe(factorization),
  ];
  return train(objective, start, adaptiveGradientDescent(learningRate), {
    maxIterations: iterations,
    recordEvery,
    probes,
  }).trajectory;
}

function accuracyProbe(
  column: string,
  factorization: HierarchicalFactorization,
  rows: GlyphPairs,
  setting: LocalityRankSetting,
): Probe {
  const evaluator = factorization.evaluator(glyphInputs(rows, setting));
  const logits = new Float64Array(rows.count);
  return {
    columns: [column],
    measure(weights) {
      evaluator.predict(weights, logits);
      return [rows.labels.filter((label, k) => logits[k] > 0 === (label === 1)).length / rows.count];
    },
  };
}

/** Rows of the test set that the alignment is measured on. */
const ALIGNED = 200;

/** The regulariser on rows that were not trained on, with the left half as I and a fixed exchange. */
function alignmentProbe(
  factorization: HierarchicalFactorization,
  rows: GlyphPairs,
  { places, size }: LocalityRankSetting,
  seed: number,
): Probe {
  const alignment = createGradientAlignment(factorization);
  const count = Math.min(ALIGNED, rows.count);
  const half = (from: number) => Uint32Array.from({ length: places / 2 }, (_, n) => from + n);
  const samples = {
    inputs: rows.inputs.subarray(0, count * places * size),
    count,
    regions: { i: half(0), j: half(places / 2) },
    exchange: cyclicPermutation(count, createRandom(seed, "locality-rank exchange")),
  };
  const unused = new Float64Array(factorization.weightCount);
  return {
    columns: [LOCALITY_COLUMNS.alignment],
    measure: (weights) => [alignment.addValueAndGradient(weights, samples, 0, unused)],
  };
}
