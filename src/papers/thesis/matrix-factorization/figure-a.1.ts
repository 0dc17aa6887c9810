import type { Experiment, ExperimentResult, RunExperiment, Scale } from "../../runs/experiment.js";
import { growthComparison, signComparison } from "./unobserved-entry-comparisons.js";
import { unobservedEntryPanel } from "./unobserved-entry-panel.js";
import { runUnobservedEntry, type UnobservedEntryOutcome } from "./unobserved-entry-run.js";

/** Matrix sizes and how they are completed. */
export interface FigureA1Plan {
  readonly shapes: readonly (readonly [number, number])[];
  readonly learningRate: number;
  readonly deviation: number;
  readonly maxIterations: number;
  readonly stopBelow: number;
  readonly reduction: string | null;
}

/** Depth 3, unbalanced, with the smallest settings of Figure 1.1; the thesis's text does not say which sizes it draws. */
export const FIGURE_A_1_PLANS: Readonly<Record<Scale, FigureA1Plan>> = Object.freeze({
  full: {
    shapes: [
      [2, 3],
      [3, 3],
      [3, 5],
      [5, 5],
      [5, 10],
      [10, 10],
    ],
    learningRate: 9e-4,
    deviation: 1e-7,
    maxIterations: 5e6,
    stopBelow: 1e-4,
    reduction: null,
  },
  small: {
    shapes: [
      [2, 3],
      [3, 3],
      [5, 5],
    ],
    learningRate: 3e-3,
    deviation: 1e-6,
    maxIterations: 1e6,
    stopBelow: 1e-4,
    reduction:
      "Three sizes, learning rate 3e-3 and initialization 1e-6 (paper: 9e-4 and 1e-7), at most 1e6 iterations (paper: 5e6).",
  },
});

/** The observations of thesis equation A.1, with zeros beyond the square where the matrix is rectangular. */
export function largerObservations([rows, columns]: readonly [number, number]): (number | null)[][] {
  const side = Math.min(rows, columns);
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => {
      if (i === 0 && j === 0) return null;
      return (i === j && i >= 2 && i < side) || (i === 0 && j === 1) || (i === 1 && j === 0) ? 1 : 0;
    }),
  );
}

/**
 * Figure A.1: the unobserved entry grows as the loss falls in larger matrices too.
 *
 * Source: thesis appendices A.1 and A.2.2.1.
 */
export const figureA1 =
  (plans: Readonly<Record<Scale, FigureA1Plan>>): RunExperiment =>
  async (context) => {
    const { shapes, learningRate, deviation, maxIterations, stopBelow, reduction } = plans[context.scale];
    const outcomes: UnobservedEntryOutcome[] = [];
    for (const shape of shapes) {
      const name = shape.join("x");
      const observed = largerObservations(shape);
      const run = { name, observed, depth: 3, learningRate, deviation, balanced: false, sign: 1 } as const;
      outcomes.push(
        await context.part(name, (draft) =>
          runUnobservedEntry(run, { maxIterations, stopBelow }, context, { draft }),
        ),
      );
    }
    return result(outcomes, reduction);
  };

function result(outcomes: readonly UnobservedEntryOutcome[], reduction: string | null): ExperimentResult {
  return {
    reduction,
    figures: [
      {
        name: "figure",
        figure: {
          title: "Norms grow as the loss falls, in larger matrices",
          subtitle: "completion from all entries but one, depth 3",
          panels: [unobservedEntryPanel("size of the matrix", outcomes)],
        },
      },
    ],
    comparisons: [
      ...outcomes.map((outcome) =>
        growthComparison(outcome, 0.5 / Math.sqrt(2 * outcome.loss), "half of 1 / sqrt(2 loss)"),
      ),
      signComparison("all sizes", outcomes, false),
    ],
    trajectories: outcomes,
  };
}

export const FIGURE_A_1: Experiment = Object.freeze({
  title: "The same in larger matrices",
  source: "thesis Figure A.1, appendices A.1 and A.2.2.1",
  load: async () => figureA1(FIGURE_A_1_PLANS),
});
