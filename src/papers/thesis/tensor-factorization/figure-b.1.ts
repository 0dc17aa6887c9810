import type { Experiment } from "../../runs/experiment.js";
import { HUBER, ORDER_FOUR, type Plans } from "./component-dynamics-plans.js";

export const FIGURE_B_1_PLANS: Plans = Object.freeze({
  full: { ...ORDER_FOUR, ...HUBER },
  small: {
    ...ORDER_FOUR,
    ...HUBER,
    componentCount: 100,
    maxIterations: 2e5,
    reduction: "100 components (paper: 1000), at most 2e5 iterations (paper: 1e6).",
  },
});

export const FIGURE_B_1: Experiment = Object.freeze({
  title: "The same with Huber's loss",
  source: "thesis Figure B.1, appendix B.2",
  load: () => import("./component-dynamics.js").then((m) => m.componentDynamics(FIGURE_B_1_PLANS)),
});
