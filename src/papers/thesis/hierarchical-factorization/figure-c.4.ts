import type { Experiment, Scale } from "../../runs/experiment.js";
import type { IncrementalPlan } from "./incremental-learning.js";
import { ORDER_NINE } from "./incremental-learning-plans.js";

export const FIGURE_C_4_PLANS: Readonly<Record<Scale, IncrementalPlan>> = Object.freeze({
  full: ORDER_NINE,
  small: {
    ...ORDER_NINE,
    width: 30,
    observations: 4000,
    reduction: "30 local components at a node (paper: 100), 4000 entries (paper: 9840)",
  },
});

export const FIGURE_C_4: Experiment = Object.freeze({
  title: "Local components and matricizations, order nine",
  source: "thesis Figure C.4, appendix C.4",
  load: () => import("./incremental-learning.js").then((m) => m.localComponents(FIGURE_C_4_PLANS)),
});
