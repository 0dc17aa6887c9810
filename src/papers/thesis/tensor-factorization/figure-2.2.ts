import type { Experiment } from "../../runs/experiment.js";
import { ORDER_FOUR, type Plans } from "./component-dynamics-plans.js";

export const FIGURE_2_2_PLANS: Plans = Object.freeze({
  full: ORDER_FOUR,
  small: { ...ORDER_FOUR, componentCount: 100, reduction: "100 components (paper: 1000)." },
});

export const FIGURE_2_2: Experiment = Object.freeze({
  title: "Components of a CP factorization are learned one after the other",
  source: "thesis Figure 2.2, section 2.5.1, appendix B.2.2.1",
  load: () => import("./component-dynamics.js").then((m) => m.componentDynamics(FIGURE_2_2_PLANS)),
});
