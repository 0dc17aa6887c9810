import type { Experiment, Scale } from "../../runs/experiment.js";
import type { IncrementalPlan } from "./incremental-learning.js";
import { HIERARCHICAL, SMALL_HIERARCHICAL } from "./incremental-learning-plans.js";

export const FIGURE_C_3_PLANS: Readonly<Record<Scale, IncrementalPlan>> = Object.freeze({
  full: { ...HIERARCHICAL, measured: "rank-one", paperError: null },
  small: { ...SMALL_HIERARCHICAL, measured: "rank-one", paperError: null },
});

export const FIGURE_C_3: Experiment = Object.freeze({
  title: "Local components and matricizations, in tensor sensing",
  source: "thesis Figure C.3, appendix C.4",
  load: () => import("./incremental-learning.js").then((m) => m.localComponents(FIGURE_C_3_PLANS)),
});
