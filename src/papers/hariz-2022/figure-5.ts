import type { Comparison, Experiment, RunExperiment, Scale } from "../runs/experiment.js";
import { OPEN_SETTINGS } from "./deep-start.js";
import { DEPTH_GRID_PLANS, type DepthGridPlan, runDepthGrid, runEnds, sideBySide } from "./depth-grid.js";
import { type DepthSummary, summarizeDepths } from "./depth-summary.js";

const OBSERVED = 0.2;

/** Figure 5: mean squared error over the unobserved entries against depth. Source: Hariz et al. (2022), section 5.4. */
export const figure5 =
  (plans: Readonly<Record<Scale, DepthGridPlan>>): RunExperiment =>
  async (context) => {
    const plan = plans[context.scale];
    const outcomes = await runDepthGrid(plan, OBSERVED, context);
    const kept = outcomes.filter(({ outcome }) => outcome !== "diverged");
    return {
      reduction: plan.reduction,
      open: [...OPEN_SETTINGS, "sigma_w and sigma_A: those of the plan"],
      runs: runEnds(outcomes),
      figures: [
        {
          name: "figure",
          figure: {
            title: "Generalization loss against depth",
            subtitle: "mean squared error over unobserved entries; a point a run, side by side",
            panels: [
              {
                title: `${plan.shape.join("x")}, ${OBSERVED * 100} % observed`,
                x: { title: "depth" },
                y: { title: "generalization loss", scale: "log" },
                colour: { title: "effective rank" },
                series: [
                  {
                    name: "",
                    mark: "points",
                    x: kept.map((run) => run.depth + sideBySide(run, kept)),
                    y: kept.map(({ testError }) => testError),
                    colour: kept.map(({ rank }) => rank),
                  },
                ],
              },
            ],
          },
        },
      ],
      comparisons: compareLosses(summarizeDepths(outcomes)),
    };
  };

/** Whether the largest depth's runs generalize at least as well, by their median, as the least depth's. */
export function compareLosses(summaries: readonly DepthSummary[]): Comparison[] {
  if (summaries.length === 0)
    return [{ quantity: "runs that did not diverge", paper: null, ours: 0, criterion: "> 0", holds: false }];
  const list = (of: (summary: DepthSummary) => number) =>
    summaries.map((summary) => of(summary).toPrecision(2)).join(", ");
  const shallow = summaries[0];
  const deep = summaries[summaries.length - 1];
  const depths = summaries.map(({ depth }) => depth).join(", ");
  return [
    {
      quantity: `least generalization loss by depth ${depths}`,
      paper: "small whatever the depth",
      ours: list(({ leastTestError }) => leastTestError),
    },
    {
      quantity: `median generalization loss by depth ${depths}`,
      paper: "more robust where deeper",
      ours: list(({ medianTestError }) => medianTestError),
      criterion: `not higher at depth ${deep.depth} than at ${shallow.depth}`,
      holds: deep.medianTestError <= shallow.medianTestError,
    },
  ];
}

export const FIGURE_5_HARIZ: Experiment = Object.freeze({
  title: "Deeper CP factorizations generalize more surely",
  source: "Hariz et al. 2022, Figure 5, section 5.4",
  plan: 3,
  takesSigma: true,
  load: async () => figure5(DEPTH_GRID_PLANS),
});
