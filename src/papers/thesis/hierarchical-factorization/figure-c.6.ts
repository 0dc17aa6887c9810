import type { Experiment } from "../../runs/experiment.js";
import { byTechnique, fullPanels, type Plans, RUNS, SMALL_TECHNIQUES, small } from "./locality-plans.js";

/** ResNet18 with weight decay or dropout, with and without the regulariser. */
export const FIGURE_C_6_PLANS: Plans = Object.freeze({
  full: {
    panels: fullPanels("resnet18", (kind) => byTechnique("resnet18", kind)),
    runs: RUNS,
    reduction: null,
  },
  small: small([0, 84], SMALL_TECHNIQUES, 4),
});

export const FIGURE_C_6: Experiment = Object.freeze({
  title: "The same beside weight decay and dropout",
  source: "thesis Figure C.6, Table C.1, appendix C.4.2.2",
  data: ["fashion-mnist", "cifar-10"],
  load: () =>
    import("./locality.js").then((m) =>
      m.localityExperiment("Countering locality beside weight decay and dropout", FIGURE_C_6_PLANS),
    ),
});
