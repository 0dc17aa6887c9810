import { meteoUk } from "../../../datasets/climate/meteo-uk.js";
import type { Comparison, Experiment, RunExperiment, Scale } from "../runs/experiment.js";
import { OPEN_SETTINGS } from "./deep-start.js";
import { type DepthSummary, summarizeDepths } from "./depth-summary.js";
import { climateEnds, type Figure6Plan, type GridOutcome, panelOf, runClimate } from "./figure-6.js";

/** Appendix B: "20% and 80%", where figure 6 has 30 % observed. */
const OBSERVED = 0.2;
/** Times the observed loss of the least depth up to which deeper runs have learned as much. */
const AS_LEARNED = 2;

/** A plan of figure 6 without sigma_A: rank-one matrices have the norm of their component's vectors, for unbalancedness zero. */
export type Figure7Plan = Omit<Figure6Plan, "matrices">;

/** The paper says "the same experiment as in Section 5.5", more than 125 runs, and no more: R, iterations and deviations are ours. */
export const FIGURE_7_PLANS: Readonly<Record<Scale, Figure7Plan>> = Object.freeze({
  full: {
    depths: [0, 1, 2, 3, 4, 5],
    vectors: [0.05, 0.1, 0.15, 0.2],
    starts: 6,
    components: 80,
    maxIterations: 100_000,
    reduction: "sigma_w, R and the iterations are ours (the paper tells none)",
  },
  small: {
    depths: [0, 1, 2, 3],
    vectors: [0.1, 0.2],
    starts: 1,
    components: 20,
    maxIterations: 8_000,
    reduction:
      "R = 20, depths 0 to 3, two runs a depth, 8,000 iterations; sigma_w, R and the iterations are ours (the paper tells none)",
  },
});

/** Figure 7: effective rank against depth on Meteo-UK, from rank-one matrices. Source: Hariz et al. (2022), appendix B. */
export const figure7 =
  (plans: Readonly<Record<Scale, Figure7Plan>>): RunExperiment =>
  async (context) => {
    const plan = plans[context.scale];
    const outcomes = await runClimate(
      await meteoUk(context.dataDir),
      "Meteo-UK-rank-one",
      { ...plan, matrices: [1], observed: OBSERVED, kind: "rank-one" },
      context,
    );
    return {
      reduction: plan.reduction,
      open: [
        ...OPEN_SETTINGS,
        "sigma_w, R: those of the plan; all vectors and matrices of a component have one norm",
      ],
      runs: climateEnds(outcomes),
      figures: [
        {
          name: "figure",
          figure: {
            title: "Tensor completion on Meteo-UK from rank-one matrices: rank against depth",
            subtitle:
              "blocks of norm above 1; 20 % observed; a point a run; colour: mean squared error over the other entries",
            panels: [
              panelOf(
                "Meteo-UK",
                outcomes.map((run) => ({ ...run, matrices: null })),
              ),
            ],
          },
        },
      ],
      comparisons: [compareRankOne(outcomes)],
    };
  };

/** What Figure 7 shows: deeper factorizations have a lower rank, where they have learned as much. */
export function compareRankOne(outcomes: readonly GridOutcome[]): Comparison {
  const depths = summarizeDepths(outcomes);
  const list = (what: (summary: DepthSummary) => number | string) => depths.map(what).join(", ");
  const [first, last] = [depths[0], depths[depths.length - 1]];
  return {
    quantity: `median effective rank by depth ${list(({ depth }) => depth)} (median test error ${list(({ medianTestError }) => medianTestError.toFixed(2))}; median observed loss ${list(({ medianLoss }) => medianLoss.toFixed(3))})`,
    paper: "lower where deeper",
    ours: list(({ medianRank }) => medianRank),
    criterion: `not higher at the largest depth than at the least, at an observed loss of at most ${AS_LEARNED} times its`,
    holds:
      depths.length > 1 &&
      last.medianRank <= first.medianRank &&
      last.medianLoss <= AS_LEARNED * first.medianLoss,
  };
}

export const FIGURE_7_HARIZ: Experiment = Object.freeze({
  title: "Lower ranks where deeper, from rank-one matrices, on measurements of the weather",
  source: "Hariz et al. (2022) Figure 7, appendix B",
  data: ["metoffice"],
  load: async () => figure7(FIGURE_7_PLANS),
});
