import type { Experiment, Scale } from "../../runs/experiment.js";
import type { ObservationCountPlan } from "./observation-count.js";
import { FULL, SMALL } from "./observation-count-plans.js";

export const FIGURE_1_2_PLANS: Readonly<Record<Scale, ObservationCountPlan>> = Object.freeze({
  full: FULL,
  small: SMALL,
});

export const FIGURE_1_2: Experiment = Object.freeze({
  title: "Gradient descent over a CP factorization finds low rank: rank-1 tensors, by number of observations",
  source: "thesis Figure 1.2, section 1.4.2, appendix A.2.2.2",
  load: () => import("./observation-count.js").then((m) => m.observationCount(FIGURE_1_2_PLANS)),
});
