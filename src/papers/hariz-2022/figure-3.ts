import type { Experiment } from "../runs/experiment.js";

export const FIGURE_3_HARIZ: Experiment = Object.freeze({
  title: "The same from another start, depths 0 to 5",
  source: "Hariz et al. 2022, Figure 3, section 5.2",
  plan: 2,
  takesSigma: true,
  load: () => import("./block-norms-figure.js").then((m) => m.blockNormsFigure(m.FIGURE_3_HARIZ_PLANS)),
});
