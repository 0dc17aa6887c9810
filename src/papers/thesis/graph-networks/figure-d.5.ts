import type { Experiment } from "../../runs/experiment.js";
import { BOTH_WIS, fullPanel, ONE_WIS, type Plans, SHORT, SHORTEST } from "./accuracy-plans.js";

const TITLE = "GNN accuracy following sparsification: further models and data sets";

export const FIGURE_D_5_PLANS: Plans = Object.freeze({
  full: {
    title: TITLE,
    panels: [
      fullPanel("cora", "gin", BOTH_WIS),
      fullPanel("dblp", "gin", ONE_WIS),
      fullPanel("ogbn-arxiv", "gin", ONE_WIS),
      fullPanel("cora", "resgcn", BOTH_WIS),
      fullPanel("dblp", "resgcn", ONE_WIS),
      fullPanel("ogbn-arxiv", "resgcn", ONE_WIS),
      fullPanel("chameleon", "gcn", BOTH_WIS),
      fullPanel("squirrel", "gcn", BOTH_WIS),
      fullPanel("amazon-computers", "gcn", BOTH_WIS),
    ],
    reduction: null,
  },
  small: {
    title: TITLE,
    panels: [
      { dataset: "chameleon", model: "gcn", methods: ["1-wis", "2-wis", "random", "spectral"], ...SHORT },
      { dataset: "amazon-computers", model: "gcn", methods: ["1-wis", "random", "spectral"], ...SHORTEST },
      { dataset: "cora", model: "gin", methods: ["1-wis", "2-wis", "random", "spectral"], ...SHORT },
    ],
    reduction:
      "GCN on Chameleon and Amazon Computers, GIN on Cora: 5 levels in place of 21, 3 runs in place of 10, training ends after 200 epochs without improvement in place of 1000, without UGS; on Amazon Computers 4 100 epochs, no 2-WIS; no ResGCN, no Squirrel, DBLP and OGBN-ArXiv",
  },
});

export const FIGURE_D_5: Experiment = Object.freeze({
  title: "The same with GIN, ResGCN and further data sets",
  source: "thesis Figure D.5, appendix D.6",
  data: ["chameleon", "squirrel", "amazon-computers", "cora", "dblp", "ogbn-arxiv"],
  load: () => import("./accuracy-figure.js").then((m) => m.accuracyFigure(FIGURE_D_5_PLANS)),
});
