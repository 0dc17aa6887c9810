import { InputError } from "../errors.js";
import type { Experiment, RunExperiment } from "./runs/experiment.js";

/** The experiments of the papers, by name. To add one: a module with a function `run`, an entry here, a test of its smallest form. */
export const experiments: Readonly<Record<string, Experiment>> = Object.freeze({
  "figure-1.1": {
    title: "Matrix factorization drives norms to infinity while rank falls",
    source: "thesis Figure 1.1, section 1.4.1, appendix A.2.2.1",
    duration: { small: "1 min", full: "10 min" },
    load: () => import("./thesis/figure-1.1.js").then((m) => m.figure11(m.FIGURE_1_1_PLANS)),
  },
  "figure-a.1": {
    title: "The same in larger matrices",
    source: "thesis Figure A.1, appendices A.1 and A.2.2.1",
    duration: { small: "1 min", full: "5 min" },
    load: () => import("./thesis/figure-a.1.js").then((m) => m.figureA1(m.FIGURE_A_1_PLANS)),
  },
  "figure-a.2": {
    title: "The same with perturbed and repositioned observations",
    source: "thesis Figure A.2, section 1.3.4, appendix A.2",
    duration: { small: "1 min", full: "5 min" },
    load: () => import("./thesis/figure-a.2.js").then((m) => m.figureA2(m.FIGURE_A_2_PLANS)),
  },
  "figure-1.2": {
    title:
      "Gradient descent over a CP factorization finds low rank: rank-1 tensors, by number of observations",
    source: "thesis Figure 1.2, section 1.4.2, appendix A.2.2.2",
    duration: { small: "1 min", full: "a day" },
    load: () => observationCount("FIGURE_1_2_PLANS"),
  },
  "figure-a.3": {
    title: "The same with rank-3 tensors",
    source: "thesis Figure A.3, appendix A.2",
    duration: { small: "1 min", full: "a day" },
    load: () => observationCount("FIGURE_A_3_PLANS"),
  },
  "figure-2.2": {
    title: "Components of a CP factorization are learned one after the other",
    source: "thesis Figure 2.2, section 2.5.1, appendix B.2.2.1",
    duration: { small: "1 min", full: "10 min" },
    load: () => componentDynamics("FIGURE_2_2_PLANS"),
  },
  "figure-2.3": {
    title: "Images are fitted by predictors of low tensor rank, random ones are not",
    source: "thesis Figure 2.3, section 2.5.2, appendix B.2.2.2",
    data: ["mnist", "fashion-mnist"],
    duration: { small: "5 min", full: "weeks" },
    load: () => import("./thesis/figure-2.3.js").then((m) => m.figure23(m.FIGURE_2_3_PLANS)),
  },
  "table-b.1": {
    title: "The same images fitted by linear predictors",
    source: "thesis Table B.1, appendix B.2.2.2",
    data: ["mnist", "fashion-mnist"],
    duration: { small: "1 min", full: "5 min" },
    load: () => import("./thesis/table-b.1.js").then((m) => m.tableB1(m.TABLE_B_1_PLANS)),
  },
  "figure-b.1": {
    title: "The same with Huber's loss",
    source: "thesis Figure B.1, appendix B.2",
    duration: { small: "2 min", full: "hours" },
    load: () => componentDynamics("FIGURE_B_1_PLANS"),
  },
  "figure-b.2": {
    title: "The same at order 3",
    source: "thesis Figure B.2, appendix B.2",
    duration: { small: "1 min", full: "10 min" },
    load: () => componentDynamics("FIGURE_B_2_PLANS"),
  },
  "figure-b.3": {
    title: "The same in tensor sensing",
    source: "thesis Figure B.3, appendices B.1 and B.2",
    duration: { small: "1 min", full: "1 h" },
    load: () => componentDynamics("FIGURE_B_3_PLANS"),
  },
  "figure-3.1": {
    title: "Singular values, components and local components are learned one after the other",
    source: "thesis Figure 3.1, appendix C.4.2.1",
    duration: { small: "2 min", full: "20 min" },
    load: async () => {
      const [{ figure31 }, plans] = await incrementalLearning();
      return figure31(plans.FIGURE_3_1_PLANS);
    },
  },
  "figure-c.2": {
    title: "Local components and matricizations, from observed entries",
    source: "thesis Figure C.2, appendix C.4",
    duration: { small: "2 min", full: "20 min" },
    load: async () => {
      const [{ localComponents }, plans] = await incrementalLearning();
      return localComponents(plans.FIGURE_C_2_PLANS);
    },
  },
  "figure-c.3": {
    title: "Local components and matricizations, in tensor sensing",
    source: "thesis Figure C.3, appendix C.4",
    duration: { small: "5 min", full: "20 min" },
    load: async () => {
      const [{ localComponents }, plans] = await incrementalLearning();
      return localComponents(plans.FIGURE_C_3_PLANS);
    },
  },
  "figure-c.4": {
    title: "Local components and matricizations, order nine",
    source: "thesis Figure C.4, appendix C.4",
    duration: { small: "5 min", full: "20 min" },
    load: async () => {
      const [{ localComponents }, plans] = await incrementalLearning();
      return localComponents(plans.FIGURE_C_4_PLANS);
    },
  },
  "figure-3.6": {
    title: "A regulariser counters the locality of a convolutional network: accuracy by distance",
    source: "thesis Figure 3.6, section 3.6, appendix C.4.2.2",
    data: ["fashion-mnist", "cifar-10"],
    duration: { small: "1 to 2 h on a core", full: "days on a graphics card" },
    load: () => locality("FIGURE_3_6_PLANS", "Countering locality"),
  },
  "figure-c.5": {
    title: "The same with a deeper network (small: other coefficients)",
    source: "thesis Figure C.5, appendix C.4.2.2",
    data: ["fashion-mnist", "cifar-10"],
    duration: { small: "1 to 2 h on a core", full: "days on a graphics card" },
    load: () => locality("FIGURE_C_5_PLANS", "Countering locality, deeper or with other coefficients"),
  },
  "figure-c.6": {
    title: "The same beside weight decay and dropout",
    source: "thesis Figure C.6, Table C.1, appendix C.4.2.2",
    data: ["fashion-mnist", "cifar-10"],
    duration: { small: "1 to 2 h on a core", full: "days on a graphics card" },
    load: () => locality("FIGURE_C_6_PLANS", "Countering locality beside weight decay and dropout"),
  },
  "figure-c.7": {
    title: "The same with a deeper network (small: at a middle distance)",
    source: "thesis Figure C.7, Table C.1, appendix C.4.2.2",
    data: ["fashion-mnist", "cifar-10"],
    duration: { small: "1 h on a core", full: "days on a graphics card" },
    load: () => locality("FIGURE_C_7_PLANS", "Countering locality beside weight decay and dropout"),
  },
  "figure-6-hariz": {
    title: "Deeper tensor factorizations learn lower ranks, on measurements of the weather",
    source: "Hariz et al. (2022) Figure 6, section 5.5",
    data: ["metoffice", "climate-ccds"],
    duration: { small: "5 min", full: "many hours" },
    load: () => import("./hariz-2022/figure-6.js").then((m) => m.figure6(m.FIGURE_6_PLANS)),
  },
  "locality-rank": {
    title: "The locality regulariser raises the separation rank of distant halves",
    source: "thesis sections 3.5 and 3.6, Proposition 9; no figure of the paper",
    duration: { small: "3 min", full: "20 min" },
    load: () => import("./thesis/locality-rank.js").then((m) => m.localityRank(m.LOCALITY_RANK_PLANS)),
  },
  "figure-5.2": {
    title: "The separation rank of partitions of two cliques follows their walk index",
    source: "thesis Figure 5.2, section 5.4.2, theorems 7 and 8",
    duration: { small: "1 min", full: "30 min" },
    load: () => import("./thesis/figure-5.2.js").then((m) => m.figure52(m.FIGURE_5_2_PLANS)),
  },
  "theorem-check": {
    title: "Separation ranks lie between the bounds that walk indices give",
    source: "thesis section 5.4.2, appendix D.2, theorems 7, 8, 10 and 11",
    duration: { small: "2 min", full: "1 h" },
    load: () => import("./thesis/theorem-check.js").then((m) => m.theoremCheck(m.THEOREM_CHECK_PLANS)),
  },
  "wis-order-rank": {
    title: "Walk index sparsification keeps every vertex's separation rank, random removal does not",
    source: "not in the thesis; its sections 5.4.2 and 5.5",
    duration: { small: "1 min", full: "10 min" },
    load: () => import("./thesis/wis-order-rank.js").then((m) => m.wisOrderRank(m.WIS_ORDER_RANK_PLANS)),
  },
  "figure-5.3": {
    title: "Walk Index Sparsification keeps a GCN's accuracy better than other sparsifiers",
    source: "thesis Figure 5.3, section 5.5.2, appendix D.6.2.2",
    data: ["cora", "dblp", "ogbn-arxiv"],
    duration: { small: "3 h", full: "weeks" },
    load: () => accuracyFigureExperiment("FIGURE_5_3_PLANS"),
  },
  "figure-d.5": {
    title: "The same with GIN, ResGCN and further data sets",
    source: "thesis Figure D.5, appendix D.6",
    data: ["chameleon", "squirrel", "amazon-computers", "cora", "dblp", "ogbn-arxiv"],
    duration: { small: "3 h", full: "weeks" },
    load: () => accuracyFigureExperiment("FIGURE_D_5_PLANS"),
  },
  "table-5.1": {
    title: "Graph networks fit better where the essential partition has a higher walk index",
    source: "thesis Table 5.1, section 5.4.3, appendix D.6.2.1",
    data: ["fashion-mnist"],
    duration: { small: "75 min", full: "days" },
    load: () => import("./thesis/table-5.1.js").then((m) => m.run),
  },
  "figure-2-hariz": {
    title: "Norms of the blocks of a deep CP factorization, depths 0 to 2",
    source: "Hariz et al. 2022, Figure 2, section 5.2",
    duration: { small: "1 min", full: "1 h" },
    load: () =>
      import("./hariz-2022/block-norms-figure.js").then((m) => m.blockNormsFigure(m.FIGURE_2_HARIZ_PLANS)),
  },
  "figure-3-hariz": {
    title: "The same from another start, depths 0 to 5",
    source: "Hariz et al. 2022, Figure 3, section 5.2",
    duration: { small: "5 min", full: "2 h" },
    load: () =>
      import("./hariz-2022/block-norms-figure.js").then((m) => m.blockNormsFigure(m.FIGURE_3_HARIZ_PLANS)),
  },
  "figure-4-hariz": {
    title: "Deeper CP factorizations find the rank more surely",
    source: "Hariz et al. 2022, Figure 4, section 5.3",
    duration: { small: "3 min", full: "days" },
    load: async () => {
      const [{ figure4 }, { DEPTH_GRID_PLANS }] = await Promise.all([
        import("./hariz-2022/figure-4.js"),
        depthGrid(),
      ]);
      return figure4(DEPTH_GRID_PLANS);
    },
  },
  "figure-5-hariz": {
    title: "Deeper CP factorizations generalize more surely",
    source: "Hariz et al. 2022, Figure 5, section 5.4",
    duration: { small: "3 min", full: "days" },
    load: async () => {
      const [{ figure5 }, { DEPTH_GRID_PLANS }] = await Promise.all([
        import("./hariz-2022/figure-5.js"),
        depthGrid(),
      ]);
      return figure5(DEPTH_GRID_PLANS);
    },
  },
  "table-1-hariz": {
    title: "The best completions by depth and by how much is not observed",
    source: "Hariz et al. 2022, Table 1, section 5.4",
    duration: { small: "10 min", full: "days" },
    load: async () => {
      const [{ table1 }, { DEPTH_GRID_PLANS }] = await Promise.all([
        import("./hariz-2022/table-1.js"),
        depthGrid(),
      ]);
      return table1(DEPTH_GRID_PLANS);
    },
  },
});

async function observationCount(
  plans: keyof typeof import("./thesis/observation-count-plans.js"),
): Promise<RunExperiment> {
  const [{ observationCount: experiment }, all] = await Promise.all([
    import("./thesis/observation-count.js"),
    import("./thesis/observation-count-plans.js"),
  ]);
  return experiment(all[plans]);
}

const incrementalLearning = () =>
  Promise.all([import("./thesis/incremental-learning.js"), import("./thesis/incremental-learning-plans.js")]);

async function accuracyFigureExperiment(
  plans: keyof typeof import("./thesis/accuracy-plans.js"),
): Promise<RunExperiment> {
  const [{ accuracyFigure }, all] = await Promise.all([
    import("./thesis/accuracy-figure.js"),
    import("./thesis/accuracy-plans.js"),
  ]);
  return accuracyFigure(all[plans]);
}

const depthGrid = () => import("./hariz-2022/depth-grid.js");

async function componentDynamics(
  plans: keyof typeof import("./thesis/component-dynamics-plans.js"),
): Promise<RunExperiment> {
  const [{ componentDynamics: experiment }, all] = await Promise.all([
    import("./thesis/component-dynamics.js"),
    import("./thesis/component-dynamics-plans.js"),
  ]);
  return experiment(all[plans]);
}

/** @throws InputError that names the known experiments */
export function experimentNamed(name: string): Experiment {
  if (Object.hasOwn(experiments, name)) return experiments[name];
  throw new InputError(`experiment: expected one of ${Object.keys(experiments).join(", ")}, got "${name}"`);
}

async function locality(
  plans: keyof typeof import("./thesis/locality-plans.js"),
  title: string,
): Promise<RunExperiment> {
  const [{ localityExperiment }, all] = await Promise.all([
    import("./thesis/locality.js"),
    import("./thesis/locality-plans.js"),
  ]);
  return localityExperiment(title, all[plans]);
}
