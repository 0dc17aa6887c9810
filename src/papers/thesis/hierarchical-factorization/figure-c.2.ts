import type { Experiment, Scale } from "../../runs/experiment.js";
import type { IncrementalPlan } from "./incremental-learning.js";
import { HIERARCHICAL, SMALL_HIERARCHICAL } from "./incremental-learning-plans.js";

export const FIGURE_C_2_PLANS: Readonly<Record<Scale, IncrementalPlan>> = Object.freeze({
  full: HIERARCHICAL,
  small: SMALL_HIERARCHICAL,
});

export const FIGURE_C_2: Experiment = Object.freeze({
  title: "Local components and matricizations, from observed entries",
  source: "thesis Figure C.2, appendix C.4",
  plan: 2,
  load: () => import("./incremental-learning.js").then((m) => m.localComponents(FIGURE_C_2_PLANS)),
});
