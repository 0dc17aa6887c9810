import type { Experiment } from "../../runs/experiment.js";
import { byCoefficient, COEFFICIENTS, fullPanels, type Plans, RUNS, small } from "./locality-plans.js";

/** The same with ResNet34; small: another coefficient. */
export const FIGURE_C_5_PLANS: Plans = Object.freeze({
  full: {
    panels: fullPanels("resnet34", () => byCoefficient("resnet34", COEFFICIENTS)),
    runs: RUNS,
    reduction: null,
  },
  small: small([0, 84], byCoefficient("resnet-small", [0, 0.1, 1]), 4),
});

export const FIGURE_C_5: Experiment = Object.freeze({
  title: "The same with a deeper network (small: other coefficients)",
  source: "thesis Figure C.5, appendix C.4.2.2",
  data: ["fashion-mnist", "cifar-10"],
  load: () =>
    import("./locality.js").then((m) =>
      m.localityExperiment("Countering locality, deeper or with other coefficients", FIGURE_C_5_PLANS),
    ),
});
