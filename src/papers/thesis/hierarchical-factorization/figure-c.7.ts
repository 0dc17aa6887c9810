import type { Experiment } from "../../runs/experiment.js";
import { byTechnique, fullPanels, type Plans, RUNS, SMALL_TECHNIQUES, small } from "./locality-plans.js";

/** The same with ResNet34. */
export const FIGURE_C_7_PLANS: Plans = Object.freeze({
  full: {
    panels: fullPanels("resnet34", (kind) => byTechnique("resnet34", kind)),
    runs: RUNS,
    reduction: null,
  },
  small: small([42], SMALL_TECHNIQUES, 4),
});

export const FIGURE_C_7: Experiment = Object.freeze({
  title: "The same with a deeper network (small: at a middle distance)",
  source: "thesis Figure C.7, Table C.1, appendix C.4.2.2",
  data: ["fashion-mnist", "cifar-10"],
  load: () =>
    import("./locality.js").then((m) =>
      m.localityExperiment("Countering locality beside weight decay and dropout", FIGURE_C_7_PLANS),
    ),
});
