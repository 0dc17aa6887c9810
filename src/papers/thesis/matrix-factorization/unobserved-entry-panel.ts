import { trajectoryColumn } from "../../../factorization/index.js";
import type { Panel } from "../../../figure.js";
import { ENTRY_COLUMN } from "./unobserved-entry-problem.js";
import type { UnobservedEntryOutcome } from "./unobserved-entry-run.js";

/** Absolute value of the unobserved entry against the loss, the iteration as colour, as in thesis Figures 1.1, A.1 and A.2. */
export function unobservedEntryPanel(title: string, outcomes: readonly UnobservedEntryOutcome[]): Panel {
  return {
    title,
    x: { title: "loss", scale: "log" },
    y: { title: "|unobserved entry|", scale: "log", domain: [1e-2, 300] },
    colour: { title: "iteration", scale: "log" },
    series: outcomes.map(({ name, trajectory }) => ({
      name,
      x: trajectoryColumn(trajectory, "loss"),
      y: trajectoryColumn(trajectory, ENTRY_COLUMN),
      colour: trajectoryColumn(trajectory, "iteration").map((iteration) => Math.max(1, iteration)),
      mark: "points",
    })),
  };
}
