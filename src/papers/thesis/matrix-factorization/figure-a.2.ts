import { type TheoremTwoSetting, theoremTwoBounds } from "../../../factorization/index.js";
import type {
  Comparison,
  Experiment,
  ExperimentResult,
  RunExperiment,
  Scale,
} from "../../runs/experiment.js";
import { boundsComparison, growthComparison, signComparison } from "./unobserved-entry-comparisons.js";
import { unobservedEntryPanel } from "./unobserved-entry-panel.js";
import { runUnobservedEntry, type UnobservedEntryOutcome } from "./unobserved-entry-run.js";

/** Which entry is not observed (from 0), what stands beside it, and what diagonally opposite to it. */
export interface FigureA2Plan {
  readonly panels: readonly {
    readonly unobserved: readonly [number, number];
    readonly adjacent: readonly [number, number];
  }[];
  readonly opposites: readonly number[];
  readonly learningRate: number;
  readonly deviation: number;
  readonly maxIterations: number;
  readonly stopBelow: number;
  readonly reduction: string | null;
}

/** The thesis's text does not say which values it draws; the determinant is negative in all panels, as it does say. */
const PANELS: FigureA2Plan["panels"] = [
  { unobserved: [0, 0], adjacent: [-2, 0.5] },
  { unobserved: [0, 1], adjacent: [1, 2] },
  { unobserved: [1, 1], adjacent: [1, -1] },
];

/** Depth 3, unbalanced, with the smallest settings of Figure 1.1. */
export const FIGURE_A_2_PLANS: Readonly<Record<Scale, FigureA2Plan>> = Object.freeze({
  full: {
    panels: PANELS,
    opposites: [0, 0.01, 0.05, 0.1, 0.5],
    learningRate: 9e-4,
    deviation: 1e-7,
    maxIterations: 5e6,
    stopBelow: 1e-4,
    reduction: null,
  },
  small: {
    panels: PANELS,
    opposites: [0, 0.05, 0.5],
    learningRate: 3e-3,
    deviation: 1e-6,
    maxIterations: 1e6,
    stopBelow: 1e-4,
    reduction:
      "Three values of the opposite entry, learning rate 3e-3 and initialization 1e-6 (paper: 9e-4 and 1e-7), at most 1e6 iterations (paper: 5e6).",
  },
});

/** A 2-by-2 matrix with z and z' beside the unobserved entry and epsilon diagonally opposite (thesis Theorem 2). */
export function perturbedObservations(
  [i, j]: readonly [number, number],
  { adjacent: [z, other], opposite }: TheoremTwoSetting,
): (number | null)[][] {
  const matrix: (number | null)[][] = [
    [0, 0],
    [0, 0],
  ];
  matrix[i][j] = null;
  matrix[i][1 - j] = z;
  matrix[1 - i][j] = other;
  matrix[1 - i][1 - j] = opposite;
  return matrix;
}

/**
 * Figure A.2: the unobserved entry grows also where the observations are perturbed and repositioned, the less the further the opposite
 * entry is from zero.
 *
 * Runs start with the opposite entry positive: on its way from a negative one to a positive target it would have to pass zero, where the
 * unobserved entry is infinite as long as the determinant keeps its sign.
 *
 * Source: thesis section 1.3.4, appendix A.2.
 */
export const figureA2 =
  (plans: Readonly<Record<Scale, FigureA2Plan>>): RunExperiment =>
  async (context) => {
    const { panels, opposites, reduction, maxIterations, stopBelow, ...settings } = plans[context.scale];
    const found: FoundPanel[] = [];
    for (const { unobserved, adjacent } of panels) {
      const outcomes: UnobservedEntryOutcome[] = [];
      const [z, other] = adjacent;
      const onDiagonal = unobserved[0] === unobserved[1];
      for (const opposite of opposites) {
        const setting = { adjacent, opposite };
        const run = {
          ...settings,
          name: `opposite ${opposite}`,
          observed: perturbedObservations(unobserved, setting),
          depth: 3,
          balanced: false,
          positive: [1 - unobserved[0], 1 - unobserved[1]],
          sign: z * other > 0 === onDiagonal ? 1 : -1,
        } as const;
        outcomes.push(
          await context.part(`entry-${unobserved.join("-")}-opposite-${opposite}`, (draft) =>
            runUnobservedEntry(run, { maxIterations, stopBelow }, context, {
              bounds: (loss) => theoremTwoBounds(loss, setting),
              draft,
            }),
          ),
        );
      }
      const [i, j] = unobserved;
      const title = `(${i + 1}, ${j + 1}) not observed, ${z} and ${other} beside it`;
      found.push({ title, adjacent, opposites, outcomes });
    }
    return result(found, reduction);
  };

interface FoundPanel {
  readonly title: string;
  readonly adjacent: readonly [number, number];
  readonly opposites: readonly number[];
  readonly outcomes: readonly UnobservedEntryOutcome[];
}

function result(found: readonly FoundPanel[], reduction: string | null): ExperimentResult {
  return {
    reduction,
    figures: [
      {
        name: "figure",
        figure: {
          title: "Norms grow as the loss falls, with perturbed and repositioned observations",
          subtitle: "2-by-2 matrix completion, depth 3; the entry opposite to the unobserved one varies",
          panels: found.map(({ title, outcomes }) => unobservedEntryPanel(title, outcomes)),
        },
      },
    ],
    comparisons: found.flatMap(({ title, adjacent: [z, other], opposites, outcomes }) => [
      ...outcomes.map((outcome, k) =>
        growthComparison(
          { ...outcome, name: `${title}, ${outcome.name}` },
          (0.5 * Math.abs(z * other)) / (opposites[k] + Math.sqrt(2 * outcome.loss)),
          "half of |z z'| / (|opposite| + sqrt(2 loss))",
        ),
      ),
      recedesComparison(
        title,
        outcomes.map(({ entry }) => entry),
      ),
      boundsComparison(title, "1.13-1.15", outcomes),
      signComparison(title, outcomes, false),
    ]),
    trajectories: found.flatMap(({ outcomes }, panel) =>
      outcomes.map(({ name, trajectory }) => ({
        name: `panel-${panel + 1}-${name.replace(" ", "-")}`,
        trajectory,
      })),
    ),
  };
}

/** Whether the entry is the smaller the further the opposite entry is from zero. */
export function recedesComparison(title: string, entries: readonly number[]): Comparison {
  return {
    quantity: `${title}: |unobserved entry| as the opposite entry moves away from 0`,
    paper: "recedes",
    ours: entries.map((entry) => Number(entry.toPrecision(3))).join(", "),
    criterion: "falls",
    holds: entries.every((entry, k) => k === 0 || entry < entries[k - 1]),
  };
}

export const FIGURE_A_2: Experiment = Object.freeze({
  title: "The same with perturbed and repositioned observations",
  source: "thesis Figure A.2, section 1.3.4, appendix A.2",
  load: async () => figureA2(FIGURE_A_2_PLANS),
});
