import type { Experiment } from "../../runs/experiment.js";
import { BOTH_WIS, fullPanel, levels, ONE_WIS, type Plans, SHORT } from "./accuracy-plans.js";

const TITLE = "GNN accuracy following sparsification of input edges";

export const FIGURE_5_3_PLANS: Plans = Object.freeze({
  full: {
    title: TITLE,
    panels: [
      fullPanel("cora", "gcn", BOTH_WIS),
      fullPanel("dblp", "gcn", ONE_WIS),
      fullPanel("ogbn-arxiv", "gcn", ONE_WIS),
    ],
    reduction: null,
  },
  small: {
    title: TITLE,
    panels: [
      {
        dataset: "cora",
        model: "gcn",
        methods: [...BOTH_WIS, "local-degree", "jaccard", "degree"],
        sparsities: levels(0.1),
        runs: 5,
      },
      { dataset: "dblp", model: "gcn", methods: ["1-wis", "2-wis", "random", "spectral"], ...SHORT },
    ],
    reduction:
      "Cora: steps of 10 % in place of 5 %, 5 runs in place of 10, and three methods more; DBLP: 5 levels in place of 21, 3 runs in place of 10, training ends after 200 epochs without improvement in place of 1000, without UGS, with 2-WIS; no OGBN-ArXiv",
  },
});

export const FIGURE_5_3: Experiment = Object.freeze({
  title: "Walk Index Sparsification keeps a GCN's accuracy better than other sparsifiers",
  source: "thesis Figure 5.3, section 5.5.2, appendix D.6.2.2",
  data: ["cora", "dblp", "ogbn-arxiv"],
  load: () => import("./accuracy-figure.js").then((m) => m.accuracyFigure(FIGURE_5_3_PLANS)),
});
