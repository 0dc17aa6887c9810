import type { LocalityPanel, LocalitySeries, LocalityTraining } from "../../locality-sweeps/locality-plan.js";
import type { LocalityData } from "../../locality-sweeps/locality-run.js";
import type { Scale } from "../../runs/experiment.js";
import type { LocalityFigurePlan } from "./locality.js";

/** Appendix C.4.2.2. */
const PROTOCOL: LocalityTraining = {
  learningRate: 0.01,
  batchSize: 64,
  accumulate: 1,
  maxEpochs: 150,
  perfectEpochs: 20,
};
export const COEFFICIENTS = [0, 0.1, 0.5, 1, 3, 6, 9, 10];
const CIFAR: LocalityData = {
  kind: "is-same-class",
  source: "cifar-10",
  shrink: 1,
  height: 224,
  width: 224,
  train: 5000,
  test: 10_000,
};
const PATHFINDER: LocalityData = { kind: "pathfinder", size: 224, train: 10_000, test: 10_000 };
const DISTANCES = [0, 32, 64, 96, 128, 160];
/** Paddles of a path; the last is for ResNet34 only. */
const LENGTHS = [3, 5, 7, 9, 11];
/** Seeds of the paper. */
export const RUNS = 5;

type Deep = "resnet18" | "resnet34";
type Kind = LocalityData["kind"];

export const byCoefficient = (
  model: LocalitySeries["model"],
  coefficients: readonly number[],
): LocalitySeries[] =>
  coefficients.map((coefficient) => ({
    name: `reg ${coefficient}`,
    model,
    coefficient,
    ...(coefficient === 0 ? {} : { against: "reg 0" }),
  }));

/** Table C.1. */
const TABLE_C_1: Readonly<Record<Deep, Readonly<Record<Kind, readonly (readonly [number, number])[]>>>> = {
  // alone, and with the coefficient that goes with it; first weight decay, then dropout
  resnet18: {
    "is-same-class": [
      [0.001, 0],
      [0.001, 1],
      [0.6, 0],
      [0.5, 1],
    ],
    pathfinder: [
      [0.01, 0],
      [0.01, 0.1],
      [0.5, 0],
      [0.4, 0.1],
    ],
  },
  resnet34: {
    "is-same-class": [
      [0.01, 0],
      [0.0001, 1],
      [0.3, 0],
      [0.5, 1],
    ],
    pathfinder: [
      [0.001, 0],
      [0.001, 0.1],
      [0.2, 0],
      [0.3, 0.5],
    ],
  },
};

export function byTechnique(model: Deep, kind: Kind): LocalitySeries[] {
  const [decay, ourDecay, dropout, ourDropout] = TABLE_C_1[model][kind];
  return [
    { name: `weight decay ${decay[0]}`, model, weightDecay: decay[0] },
    {
      name: `reg ${ourDecay[1]}, weight decay ${ourDecay[0]}`,
      model,
      coefficient: ourDecay[1],
      weightDecay: ourDecay[0],
      against: `weight decay ${decay[0]}`,
    },
    { name: `dropout ${dropout[0]}`, model, dropout: dropout[0] },
    {
      name: `reg ${ourDropout[1]}, dropout ${ourDropout[0]}`,
      model,
      coefficient: ourDropout[1],
      dropout: ourDropout[0],
      against: `dropout ${dropout[0]}`,
    },
  ];
}

export function fullPanels(model: Deep, series: (kind: Kind) => LocalitySeries[]): LocalityPanel[] {
  // The paper's ResNet34 has its batch of 64 cut into two, for want of memory.
  const training = { ...PROTOCOL, accumulate: model === "resnet34" ? 2 : 1 };
  return [
    {
      title: "IsSameClass",
      data: CIFAR,
      distances: DISTANCES,
      series: series("is-same-class"),
      training,
    },
    {
      title: "Pathfinder",
      data: PATHFINDER,
      distances: model === "resnet34" ? LENGTHS : LENGTHS.slice(0, -1),
      series: series("pathfinder"),
      training,
    },
  ];
}

const SMALL_DATA: LocalityData = {
  kind: "is-same-class",
  source: "fashion-mnist",
  shrink: 2,
  height: 14,
  width: 112,
  train: 1000,
  test: 1000,
};
const SMALL_TRAINING: LocalityTraining = { ...PROTOCOL, maxEpochs: 60, perfectEpochs: 3 };
const SMALL_REDUCTION =
  "a residual network of six blocks, at most 64 channels and 170,000 weights in place of ResNet; pairs of Fashion-MNIST images of 14 x 14 pixels on 14 x 112 in place of CIFAR-10 of 32 x 32 on 224 x 224; 1000 pairs to train with and 1000 to test in place of 5000 and 10000; at most 60 epochs in place of 150, ended by 3 perfect ones in place of 20; no Pathfinder";

export const small = (
  distances: readonly number[],
  series: readonly LocalitySeries[],
  runs: number,
): LocalityFigurePlan => ({
  panels: [{ title: "IsSameClass", data: SMALL_DATA, distances, series, training: SMALL_TRAINING }],
  runs,
  reduction: SMALL_REDUCTION,
});

export const SMALL_TECHNIQUES: readonly LocalitySeries[] = [
  { name: "weight decay 0.001", model: "resnet-small", weightDecay: 0.001 },
  {
    name: "reg 0.3, weight decay 0.001",
    model: "resnet-small",
    coefficient: 0.3,
    weightDecay: 0.001,
    against: "weight decay 0.001",
  },
  { name: "dropout 0.3", model: "resnet-small", dropout: 0.3 },
  {
    name: "reg 0.3, dropout 0.3",
    model: "resnet-small",
    coefficient: 0.3,
    dropout: 0.3,
    against: "dropout 0.3",
  },
];

export type Plans = Readonly<Record<Scale, LocalityFigurePlan>>;
