import type { Experiment } from "../../runs/experiment.js";
import { byCoefficient, COEFFICIENTS, fullPanels, type Plans, RUNS, small } from "./locality-plans.js";

/** ResNet18, without other regularisation. */
export const FIGURE_3_6_PLANS: Plans = Object.freeze({
  full: {
    panels: fullPanels("resnet18", () => byCoefficient("resnet18", COEFFICIENTS)),
    runs: RUNS,
    reduction: null,
  },
  small: small([0, 42, 84], byCoefficient("resnet-small", [0, 0.3]), RUNS),
});

export const FIGURE_3_6: Experiment = Object.freeze({
  title: "A regulariser counters the locality of a convolutional network: accuracy by distance",
  source: "thesis Figure 3.6, section 3.6, appendix C.4.2.2",
  data: ["fashion-mnist", "cifar-10"],
  load: () =>
    import("./locality.js").then((m) => m.localityExperiment("Countering locality", FIGURE_3_6_PLANS)),
});
