import type { Experiment, Scale } from "../../runs/experiment.js";
import type { ObservationCountPlan } from "./observation-count.js";
import { FULL, ORDER_FOUR, ORDER_THREE, SMALL, SMALL_ORDER_FOUR } from "./observation-count-plans.js";

/** The fewest observations are three times those of rank 1. */
export const FIGURE_A_3_PLANS: Readonly<Record<Scale, ObservationCountPlan>> = Object.freeze({
  full: {
    ...FULL,
    rank: 3,
    tensors: [
      { shape: [8, 8, 8], counts: ORDER_THREE.slice(2) },
      { shape: [8, 8, 8, 8], counts: [300, ...ORDER_FOUR.slice(1)] },
    ],
  },
  small: {
    ...SMALL,
    rank: 3,
    tensors: [
      { shape: [8, 8, 8], counts: [150, 250, 350, 450, 511] },
      { shape: [8, 8, 8, 8], counts: [300, 1000, 2000, 3000, 4095], deviations: SMALL_ORDER_FOUR },
    ],
    reduction: SMALL.reduction
      .replace("Six and five", "Five and five")
      .replace("ten and nine", "eight and nine"),
  },
});

export const FIGURE_A_3: Experiment = Object.freeze({
  title: "The same with rank-3 tensors",
  source: "thesis Figure A.3, appendix A.2",
  load: () => import("./observation-count.js").then((m) => m.observationCount(FIGURE_A_3_PLANS)),
});
