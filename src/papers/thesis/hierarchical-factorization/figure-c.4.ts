import type { Experiment, Scale } from "../../runs/experiment.js";
import type { IncrementalPlan } from "./incremental-learning.js";
import { ORDER_NINE } from "./incremental-learning-plans.js";

export const FIGURE_C_4_PLANS: Readonly<Record<Scale, IncrementalPlan>> = Object.freeze({
  full: ORDER_NINE,
  small: {
    ...ORDER_NINE,
    width: 30,
    deviation: 0.07,
    maxIterations: 1e5,
    reduction:
      "30 local components at a node (paper: 100), initialization 0.07 (paper: 0.1), at most 100,000 iterations, 1e-12 in the denominator of the step (paper: 1e-6), learning rate 5e-3 (paper: 1e-2)",
  },
});

export const FIGURE_C_4: Experiment = Object.freeze({
  title: "Local components and matricizations, order nine",
  source: "thesis Figure C.4, appendix C.4",
  plan: 2,
  load: () => import("./incremental-learning.js").then((m) => m.localComponents(FIGURE_C_4_PLANS)),
});
