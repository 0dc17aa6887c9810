import { InputError } from "../../../errors.js";
import {
  balancedInitialization,
  endDeterminant,
  entriesProbe,
  gradientFlow,
  theoremOneBounds,
  theoremTwoBounds,
  trajectoryColumn,
} from "../../../factorization/index.js";
import type { Figure } from "../../../figure.js";
import { createRandom } from "../../../random.js";
import type {
  Experiment,
  ExperimentContext,
  ExperimentResult,
  RunExperiment,
  Scale,
} from "../../runs/experiment.js";
import {
  FIGURE_A_2_PLANS,
  type FigureA2Plan,
  perturbedObservations,
  recedesComparison,
} from "./figure-a.2.js";
import { boundsComparison, growthComparison, signComparison } from "./unobserved-entry-comparisons.js";
import {
  ENTRY_COLUMN,
  type NormAndRankBounds,
  unobservedEntryFindings,
  unobservedEntryProblem,
} from "./unobserved-entry-problem.js";
import type { UnobservedEntryOutcome } from "./unobserved-entry-run.js";

/** Flows of Figure 1.1's matrix, and of Figure A.2's. */
export interface UnobservedEntryFlowPlan {
  readonly depths: readonly number[];
  /** standard deviations of the initial end matrix's entries, falling */
  readonly deviations: readonly number[];
  readonly stopBelow: number;
  /** depth 3, from the last of the deviations, to one loss for all */
  readonly perturbed: Pick<FigureA2Plan, "panels" | "opposites"> & { readonly stopBelow: number };
  readonly reduction: string | null;
}

const { panels, opposites } = FIGURE_A_2_PLANS.full;
const FULL: UnobservedEntryFlowPlan = {
  depths: [2, 3, 4],
  deviations: [1e-1, 1e-2, 1e-4],
  stopBelow: 1e-4,
  perturbed: { panels, opposites, stopBelow: 1e-3 },
  reduction: null,
};

export const UNOBSERVED_ENTRY_FLOW_PLANS: Readonly<Record<Scale, UnobservedEntryFlowPlan>> = Object.freeze({
  full: FULL,
  small: {
    ...FULL,
    deviations: [1e-2, 1e-4],
    stopBelow: 1e-3,
    reduction: "To a loss of 1e-3 (Figure 1.1: 1e-4).",
  },
});

/** Of a step, in parts of the largest weight. */
const TOLERANCE = 1e-9;
const MOST_STEPS = 2_000_000;
/**
 * A determinant below is no more than the rounding error of the difference of two products near 1: at depth 2 the flow's falls like
 * exp(-t), and gets there before the loss is small. Flows end there, as nothing can be said of the sign.
 */
const ROUNDING = 1e-14;
const MOST_DRAWS = 100;
/** Once the loss is below, the opposite entry is on the side of zero on which it stays. */
const SETTLED = 0.1;

interface Flow {
  readonly name: string;
  /** null at the entry that is not observed */
  readonly observed: readonly (readonly (number | null)[])[];
  readonly depth: number;
  readonly deviation: number;
  readonly sign: 1 | -1;
  readonly stopBelow: number;
  readonly bounds: (loss: number) => NormAndRankBounds;
  /** the entry that is to be positive once the loss is small; default: none */
  readonly positive?: readonly [number, number];
}

/**
 * The unobserved entry along gradient flow itself, from balanced starts, where Lemma 6, Theorem 1 and Theorem 2 of the thesis hold without
 * the error of finite steps: the determinant keeps its sign, norms and ranks keep within the bounds, and the entry recedes as the opposite
 * one moves away from zero.
 *
 * Source: thesis sections 1.3.2 to 1.3.4, Lemma 6, Theorems 1 and 2.
 */
export const unobservedEntryFlow =
  (plans: Readonly<Record<Scale, UnobservedEntryFlowPlan>>): RunExperiment =>
  async (context): Promise<ExperimentResult> => {
    const { depths, deviations, stopBelow, perturbed, reduction } = plans[context.scale];
    const byDepth: { readonly title: string; readonly outcomes: UnobservedEntryOutcome[] }[] = [];
    for (const depth of depths) {
      const outcomes: UnobservedEntryOutcome[] = [];
      for (const deviation of deviations) {
        const flow: Flow = {
          name: `init ${deviation}`,
          observed: [
            [null, 1],
            [1, 0],
          ],
          depth,
          deviation,
          sign: 1,
          stopBelow,
          bounds: theoremOneBounds,
        };
        outcomes.push(await context.part(`depth-${depth}-init-${deviation}`, () => follow(flow, context)));
      }
      byDepth.push({ title: `depth ${depth}`, outcomes });
    }
    const byPanel: { readonly title: string; readonly outcomes: UnobservedEntryOutcome[] }[] = [];
    for (const { unobserved, adjacent } of perturbed.panels) {
      const outcomes: UnobservedEntryOutcome[] = [];
      const [i, j] = unobserved;
      for (const opposite of perturbed.opposites) {
        const setting = { adjacent, opposite };
        const flow: Flow = {
          name: `opposite ${opposite}`,
          observed: perturbedObservations(unobserved, setting),
          depth: 3,
          deviation: deviations[deviations.length - 1],
          sign: adjacent[0] * adjacent[1] > 0 === (i === j) ? 1 : -1,
          stopBelow: perturbed.stopBelow,
          bounds: (loss) => theoremTwoBounds(loss, setting),
          positive: [1 - i, 1 - j],
        };
        outcomes.push(
          await context.part(`entry-${i}-${j}-opposite-${opposite}`, () => follow(flow, context)),
        );
      }
      byPanel.push({
        title: `(${i + 1}, ${j + 1}) not observed, ${adjacent.join(" and ")} beside it`,
        outcomes,
      });
    }
    return {
      reduction,
      figures: [{ name: "figure", figure: figureOf([...byDepth, ...byPanel]) }],
      comparisons: [
        ...byDepth.flatMap(({ title, outcomes }) => [
          signComparison(title, outcomes, true),
          boundsComparison(title, "1.8-1.10", outcomes),
          ...outcomes.map((outcome) =>
            growthComparison(
              { ...outcome, name: `${title}, ${outcome.name}` },
              0.95 / Math.sqrt(2 * outcome.loss),
              "95 % of 1 / sqrt(2 loss)",
            ),
          ),
        ]),
        ...byPanel.flatMap(({ title, outcomes }) => [
          signComparison(title, outcomes, true),
          boundsComparison(title, "1.13-1.15", outcomes),
          recedesComparison(
            `${title}, at loss ${perturbed.stopBelow}`,
            outcomes.map(({ entry }) => entry),
          ),
        ]),
      ],
      open: [
        `flow: Runge-Kutta steps of orders 5 and 4, error of a step at most ${TOLERANCE} of the largest weight`,
      ],
    };
  };

function figureOf(panels: readonly { title: string; outcomes: readonly UnobservedEntryOutcome[] }[]): Figure {
  return {
    title: "The unobserved entry along gradient flow",
    subtitle:
      "2-by-2 matrix completion from balanced starts; lower row: depth 3, the entry opposite to the unobserved one varies",
    columns: 3,
    panels: panels.map(({ title, outcomes }) => ({
      title,
      x: { title: "loss", scale: "log" },
      y: { title: "|unobserved entry|", scale: "log", domain: [1e-2, 300] },
      series: outcomes.map(({ name, trajectory }) => ({
        name,
        x: trajectoryColumn(trajectory, "loss"),
        y: trajectoryColumn(trajectory, ENTRY_COLUMN),
      })),
    })),
  };
}

/** Follows one flow until the loss is small or the determinant can no longer be told from zero. */
function follow(flow: Flow, { seed }: Pick<ExperimentContext, "seed">): UnobservedEntryOutcome {
  const { name, observed, depth, deviation, sign, stopBelow, bounds, positive } = flow;
  const problem = unobservedEntryProblem(observed, depth);
  const { factorization, objective, probes } = problem;
  const random = createRandom(seed, `flow of depth ${depth}, ${observed.flat().join(" ")}, ${deviation}`);
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const start = balancedInitialization(factorization, deviation, random, sign);
    const flowTo = (loss: number) =>
      gradientFlow(objective, start, {
        duration: Number.POSITIVE_INFINITY,
        tolerance: TOLERANCE,
        stopBelow: loss,
        stopWhen: (weights) => sign * endDeterminant(factorization, weights) < ROUNDING,
        maxSteps: MOST_STEPS,
        probes,
      });
    if (positive !== undefined) {
      const { weights } = flowTo(SETTLED);
      const [opposite] = Array.from(entriesProbe(factorization, [positive]).measure(weights));
      if (!(opposite > 0)) continue;
    }
    const { trajectory, outcome, steps } = flowTo(stopBelow);
    return {
      name,
      outcome: outcome === "stopped" ? "determinant at its rounding error" : outcome,
      iterations: steps.taken,
      ...unobservedEntryFindings(problem, trajectory, { sign, end: trajectory.values[0].length - 1, bounds }),
      further: null,
    };
  }
  throw new InputError(
    `${name}: expected a start from which entry (${positive?.join(", ")}) becomes positive, got none in ${MOST_DRAWS} draws`,
  );
}

export const UNOBSERVED_ENTRY_FLOW: Experiment = Object.freeze({
  title: "The unobserved entry along gradient flow: the determinant keeps its sign, norms grow, ranks fall",
  source: "thesis Lemma 6, Theorems 1 and 2, sections 1.3.2 to 1.3.4; no figure of the thesis",
  load: async () => unobservedEntryFlow(UNOBSERVED_ENTRY_FLOW_PLANS),
});
