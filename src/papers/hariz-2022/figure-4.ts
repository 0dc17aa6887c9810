import type { Comparison, Experiment, RunExperiment, Scale } from "../runs/experiment.js";
import { OPEN_SETTINGS } from "./deep-start.js";
import { DEPTH_GRID_PLANS, type DepthGridPlan, runDepthGrid, runEnds, sideBySide } from "./depth-grid.js";
import { type DepthSummary, summarizeDepths } from "./depth-summary.js";

const OBSERVED = 0.2;

/**
 * Figure 4: blocks of norm above 1 against depth, a point a run.
 *
 * Source: Hariz et al. (2022), section 5.3; as in the paper, runs that diverged or learned nothing are not among them.
 */
export const figure4 =
  (plans: Readonly<Record<Scale, DepthGridPlan>>): RunExperiment =>
  async (context) => {
    const plan = plans[context.scale];
    const { shape, rank, depths } = plan;
    const outcomes = await runDepthGrid(plan, OBSERVED, context);
    const kept = outcomes.filter((run) => run.rank > 0 && run.outcome !== "diverged");
    const summaries = summarizeDepths(kept);
    return {
      reduction: plan.reduction,
      open: [...OPEN_SETTINGS, "sigma_w and sigma_A: those of the plan"],
      runs: runEnds(outcomes),
      figures: [
        {
          name: "figure",
          figure: {
            title: "Effective rank of the learned tensor against depth",
            subtitle: `blocks of norm above 1; dashed: the true rank ${rank}; a point a run, side by side`,
            panels: [
              {
                title: `${shape.join("x")}, ${OBSERVED * 100} % observed`,
                x: { title: "depth" },
                y: { title: "effective rank" },
                colour: { title: "test error", scale: "log" },
                series: [
                  {
                    name: "",
                    mark: "points",
                    x: kept.map((run) => run.depth + sideBySide(run, kept)),
                    y: kept.map((run) => run.rank),
                    colour: kept.map(({ testError }) => testError),
                  },
                  {
                    name: "",
                    mark: "dashed-line",
                    x: [Math.min(...depths) - 0.4, Math.max(...depths) + 0.4],
                    y: [rank, rank],
                  },
                ],
              },
            ],
          },
        },
      ],
      comparisons: [
        {
          quantity: "runs left out (diverged, or no block above 1)",
          paper: "11 of 1500",
          ours: `${outcomes.length - kept.length} of ${outcomes.length}`,
        },
        ...compareSummaries(summaries, rank),
      ],
    };
  };

/** Whether the rank is nearer the true one, and scatters less, at the largest depth than at the least. */
export function compareSummaries(summaries: readonly DepthSummary[], rank: number): Comparison[] {
  if (summaries.length === 0)
    return [
      { quantity: "runs that learned something", paper: null, ours: 0, criterion: "> 0", holds: false },
    ];
  const shallow = summaries[0];
  const deep = summaries[summaries.length - 1];
  const off = ({ medianRank }: DepthSummary) => Math.abs(medianRank - rank);
  const list = (of: (summary: DepthSummary) => number) => summaries.map(of).join(", ");
  return [
    {
      quantity: `median effective rank by depth ${list(({ depth }) => depth)}`,
      paper: `nearer ${rank} where deeper`,
      ours: list(({ medianRank }) => medianRank),
      criterion: `nearer ${rank} at depth ${deep.depth} than at ${shallow.depth}`,
      holds: off(deep) < off(shallow),
    },
    {
      quantity: "largest less smallest effective rank by depth",
      paper: "smaller where deeper",
      ours: list(({ spread }) => spread),
      criterion: `smaller at depth ${deep.depth} than at ${shallow.depth}`,
      holds: deep.spread < shallow.spread,
    },
  ];
}

export const FIGURE_4_HARIZ: Experiment = Object.freeze({
  title: "Deeper CP factorizations find the rank more surely",
  source: "Hariz et al. 2022, Figure 4, section 5.3",
  plan: 3,
  takesSigma: true,
  load: async () => figure4(DEPTH_GRID_PLANS),
});
