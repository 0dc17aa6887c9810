import type { HyperparameterOverrides } from "../../evaluate/trials/hyperparameters.js";
import type { SplitChoice } from "../../evaluate/trials/split-choice.js";
import type { Scale } from "../runs/experiment.js";

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

type Plans = Readonly<Record<Scale, AccuracyFigurePlan>>;

const levels = (step: number): number[] =>
  Array.from({ length: Math.round(1 / step) + 1 }, (_, k) => Number((k * step).toFixed(10)));

/** Figures 5.3 and D.5 have 2-WIS only on Cora: the other graphs were too large for it. */
const BOTH_WIS = ["1-wis", "2-wis", "random", "spectral", "ugs"];
const ONE_WIS = BOTH_WIS.filter((method) => method !== "2-wis");
/** The levels, runs and patience that two cores have time for where a training is long. */
const SHORT = Object.freeze({
  sparsities: [0, 0.3, 0.6, 0.9, 1],
  runs: 3,
  hyperparameters: { patience: 200 },
});
/** Where a step takes a quarter of a second. */
const SHORTEST = Object.freeze({
  sparsities: [0, 0.5, 0.9, 1],
  runs: 3,
  hyperparameters: { patience: 100 },
});
/** "For OGBN-ArXiv, we used the default split": thesis, appendix D.6.2.2. */
const OF_ITS_OWN_SPLIT = "ogbn-arxiv";

function fullPanel(dataset: string, model: string, methods: readonly string[]): AccuracyPanelPlan {
  const split = dataset === OF_ITS_OWN_SPLIT ? "given" : "random";
  return { dataset, model, methods, sparsities: levels(0.05), runs: model === "resgcn" ? 5 : 10, split };
}

const FIGURE_5_3 = "GNN accuracy following sparsification of input edges";

export const FIGURE_5_3_PLANS: Plans = Object.freeze({
  full: {
    title: FIGURE_5_3,
    panels: [
      fullPanel("cora", "gcn", BOTH_WIS),
      fullPanel("dblp", "gcn", ONE_WIS),
      fullPanel("ogbn-arxiv", "gcn", ONE_WIS),
    ],
    reduction: null,
  },
  small: {
    title: FIGURE_5_3,
    panels: [
      {
        dataset: "cora",
        model: "gcn",
        methods: [...BOTH_WIS, "local-degree", "jaccard", "degree"],
        sparsities: levels(0.1),
        runs: 5,
      },
      { dataset: "dblp", model: "gcn", methods: ["1-wis", "2-wis", "random", "spectral"], ...SHORT },
    ],
    reduction:
      "Cora: steps of 10 % in place of 5 %, 5 runs in place of 10, and three methods more; DBLP: 5 levels in place of 21, 3 runs in place of 10, training ends after 200 epochs without improvement in place of 1000, without UGS, with 2-WIS; no OGBN-ArXiv",
  },
});

const FIGURE_D_5 = "GNN accuracy following sparsification: further models and data sets";

export const FIGURE_D_5_PLANS: Plans = Object.freeze({
  full: {
    title: FIGURE_D_5,
    panels: [
      fullPanel("cora", "gin", BOTH_WIS),
      fullPanel("dblp", "gin", ONE_WIS),
      fullPanel("ogbn-arxiv", "gin", ONE_WIS),
      fullPanel("cora", "resgcn", BOTH_WIS),
      fullPanel("dblp", "resgcn", ONE_WIS),
      fullPanel("ogbn-arxiv", "resgcn", ONE_WIS),
      fullPanel("chameleon", "gcn", BOTH_WIS),
      fullPanel("squirrel", "gcn", BOTH_WIS),
      fullPanel("amazon-computers", "gcn", BOTH_WIS),
    ],
    reduction: null,
  },
  small: {
    title: FIGURE_D_5,
    panels: [
      { dataset: "chameleon", model: "gcn", methods: ["1-wis", "2-wis", "random", "spectral"], ...SHORT },
      { dataset: "amazon-computers", model: "gcn", methods: ["1-wis", "random", "spectral"], ...SHORTEST },
      { dataset: "cora", model: "gin", methods: ["1-wis", "2-wis", "random", "spectral"], ...SHORT },
    ],
    reduction:
      "GCN on Chameleon and Amazon Computers, GIN on Cora: 5 levels in place of 21, 3 runs in place of 10, training ends after 200 epochs without improvement in place of 1000, without UGS; on Amazon Computers 4 levels, 100 epochs, no 2-WIS; no ResGCN, no Squirrel, DBLP and OGBN-ArXiv",
  },
});
