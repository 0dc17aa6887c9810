import type { Experiment } from "../../runs/experiment.js";
import { ORDER_FOUR, ORDER_THREE, type Plans } from "./component-dynamics-plans.js";

export const FIGURE_B_3_PLANS: Plans = Object.freeze({
  full: { ...ORDER_FOUR, title: "Components are learned one after the other, in sensing", task: "sensing" },
  small: {
    ...ORDER_THREE,
    title: "Components are learned one after the other, in sensing",
    task: "sensing",
    maxIterations: 2e4,
    reduction:
      "10x10x10 of CP rank 3, 100 components, 300 measurements (paper: 10x10x10x10, 5, 1000, 2000), at most 2e4 iterations (paper: 1e6).",
  },
});

export const FIGURE_B_3: Experiment = Object.freeze({
  title: "The same in tensor sensing",
  source: "thesis Figure B.3, appendices B.1 and B.2",
  load: () => import("./component-dynamics.js").then((m) => m.componentDynamics(FIGURE_B_3_PLANS)),
});
