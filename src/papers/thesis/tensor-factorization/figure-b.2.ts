import type { Experiment } from "../../runs/experiment.js";
import { ORDER_THREE, type Plans } from "./component-dynamics-plans.js";

export const FIGURE_B_2_PLANS: Plans = Object.freeze({
  full: { ...ORDER_THREE, title: "Components are learned one after the other, order 3" },
  small: {
    ...ORDER_THREE,
    title: "Components are learned one after the other, order 3",
    maxIterations: 2e4,
    reduction: "At most 2e4 iterations (paper: 1e6).",
  },
});

export const FIGURE_B_2: Experiment = Object.freeze({
  title: "The same at order 3",
  source: "thesis Figure B.2, appendix B.2",
  load: () => import("./component-dynamics.js").then((m) => m.componentDynamics(FIGURE_B_2_PLANS)),
});
