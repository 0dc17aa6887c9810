import type { Experiment, Scale } from "../../runs/experiment.js";
import type { IncrementalPlan } from "./incremental-learning.js";
import { HIERARCHICAL, MATRIX, SMALL_HIERARCHICAL, TENSOR } from "./incremental-learning-plans.js";

export const FIGURE_3_1_PLANS: Readonly<Record<Scale, readonly IncrementalPlan[]>> = Object.freeze({
  full: [MATRIX, TENSOR, HIERARCHICAL],
  small: [MATRIX, TENSOR, SMALL_HIERARCHICAL],
});

export const FIGURE_3_1: Experiment = Object.freeze({
  title: "Singular values, components and local components are learned one after the other",
  source: "thesis Figure 3.1, appendix C.4.2.1",
  load: () => import("./incremental-learning.js").then((m) => m.figure31(FIGURE_3_1_PLANS)),
});
