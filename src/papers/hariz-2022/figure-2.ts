import type { Experiment } from "../runs/experiment.js";

export const FIGURE_2_HARIZ: Experiment = Object.freeze({
  title: "Norms of the blocks of a deep CP factorization, depths 0 to 2",
  source: "Hariz et al. 2022, Figure 2, section 5.2",
  plan: 2,
  takesSigma: true,
  load: () => import("./block-norms-figure.js").then((m) => m.blockNormsFigure(m.FIGURE_2_HARIZ_PLANS)),
});
