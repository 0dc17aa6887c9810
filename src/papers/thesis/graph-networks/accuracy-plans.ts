import type { HyperparameterOverrides } from "../../../evaluate/trials/hyperparameters.js";
import type { SplitChoice } from "../../../nn/training/split-choices.js";
import type { Scale } from "../../runs/experiment.js";

/** One plot: a model on a data set, at some levels of sparsity. */
export interface AccuracyPanelPlan {
  readonly dataset: string;
  readonly model: string;
  readonly methods: readonly string[];
  /** fractions of the edges removed */
  readonly sparsities: readonly number[];
  /** runs, with the seeds from the experiment's on */
  readonly runs: number;
  /** which the runs are split by; default random */
  readonly split?: SplitChoice;
  /** beside those of Table D.2 */
  readonly hyperparameters?: HyperparameterOverrides;
}

/** A figure of accuracies against sparsity. */
export interface AccuracyFigurePlan {
  readonly title: string;
  readonly panels: readonly AccuracyPanelPlan[];
  /** how it differs from the thesis's protocol; null where it does not */
  readonly reduction: string | null;
}

export type Plans = Readonly<Record<Scale, AccuracyFigurePlan>>;

export const levels = (step: number): number[] =>
  Array.from({ length: Math.round(1 / step) + 1 }, (_, k) => Number((k * step).toFixed(10)));

/** Figures 5.3 and D.5 have 2-WIS only on Cora: the other graphs were too large for it. */
export const BOTH_WIS = ["1-wis", "2-wis", "random", "spectral", "ugs"];
export const ONE_WIS = BOTH_WIS.filter((method) => method !== "2-wis");
/** The levels, runs and patience that two cores have time for where a training is long. */
export const SHORT = Object.freeze({
  sparsities: [0, 0.3, 0.6, 0.9, 1],
  runs: 3,
  hyperparameters: { patience: 200 },
});
/** Where a step takes a quarter of a second. */
export const SHORTEST = Object.freeze({
  sparsities: [0, 0.5, 0.9, 1],
  runs: 3,
  hyperparameters: { patience: 100 },
});
/** "For OGBN-ArXiv, we used the default split": thesis, appendix D.6.2.2. */
const OF_ITS_OWN_SPLIT = "ogbn-arxiv";

export function fullPanel(dataset: string, model: string, methods: readonly string[]): AccuracyPanelPlan {
  const split = dataset === OF_ITS_OWN_SPLIT ? "given" : "random";
  return { dataset, model, methods, sparsities: levels(0.05), runs: model === "resgcn" ? 5 : 10, split };
}
