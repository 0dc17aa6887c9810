import { theoremOneBounds } from "../../../factorization/index.js";
import type {
  Comparison,
  Experiment,
  ExperimentContext,
  ExperimentResult,
  RunExperiment,
  Scale,
} from "../../runs/experiment.js";
import {
  boundsComparison,
  divertComparison,
  growthComparison,
  signComparison,
} from "./unobserved-entry-comparisons.js";
import { unobservedEntryPanel } from "./unobserved-entry-panel.js";
import {
  runUnobservedEntry,
  type UnobservedEntryOutcome,
  type UnobservedEntryRun,
} from "./unobserved-entry-run.js";

/** Learning rates and standard deviations that go with them, by depth, falling. */
export interface Figure11Plan {
  readonly settings: Readonly<Record<number, readonly (readonly [number, number])[]>>;
  readonly maxIterations: number;
  readonly stopBelow: number;
  /** where the runs of the smallest settings at depth 3 and more go on to */
  readonly goOn: { readonly maxIterations: number; readonly stopBelow: number };
  readonly reduction: string | null;
}

const SHALLOWER = [
  [6e-2, 1e-2],
  [3e-2, 1e-3],
  [9e-3, 1e-4],
  [6e-3, 1e-5],
  [3e-3, 1e-6],
  [9e-4, 1e-7],
] as const;
const DEEPER = [
  [6e-3, 1e-1],
  [4.5e-3, 1e-2],
  [3e-3, 1e-3],
  [1.5e-3, 1e-4],
  [1e-3, 1e-5],
] as const;

/** The paper's settings (thesis appendix A.2.2.1), and fewer of them. */
export const FIGURE_1_1_PLANS: Readonly<Record<Scale, Figure11Plan>> = Object.freeze({
  full: {
    settings: { 2: SHALLOWER, 3: SHALLOWER, 4: DEEPER },
    maxIterations: 5e6,
    stopBelow: 1e-4,
    goOn: { maxIterations: 6e7, stopBelow: 4.5e-5 },
    reduction: null,
  },
  small: {
    settings: { 2: SHALLOWER.slice(3, 5), 3: SHALLOWER.slice(3, 5), 4: DEEPER.slice(2, 4) },
    maxIterations: 1e6,
    stopBelow: 1e-4,
    goOn: { maxIterations: 2e7, stopBelow: 4.5e-5 },
    reduction:
      "Two learning rates and initializations of every depth, not the smallest (paper: 6 at depths 2 and 3, 5 at depth 4); at most 1e6 iterations (paper: 5e6).",
  },
});

/** Runs drawn in a panel: those of the smallest settings, as in the paper. */
const DRAWN = 6;
const OBSERVED = [
  [null, 1],
  [1, 0],
] as const;

/**
 * Figure 1.1: the unobserved entry of a 2-by-2 matrix grows as the loss falls, and with it all norms.
 *
 * Source: thesis section 1.4.1, appendix A.2.2.1.
 */
export const figure11 =
  (plans: Readonly<Record<Scale, Figure11Plan>>): RunExperiment =>
  async (context) => {
    const plan = plans[context.scale];
    const found = new Map<number, UnobservedEntryOutcome[]>();
    for (const [depth, settings] of Object.entries(plan.settings))
      found.set(Number(depth), await runDepth(Number(depth), settings, plan, context));
    return result(found, plan);
  };

const short = (value: number) => (value < 1e-3 ? value.toExponential() : String(value));

async function runDepth(
  depth: number,
  settings: readonly (readonly [number, number])[],
  { maxIterations, stopBelow, goOn }: Figure11Plan,
  context: ExperimentContext,
): Promise<UnobservedEntryOutcome[]> {
  const outcomes: UnobservedEntryOutcome[] = [];
  for (const [learningRate, deviation] of settings)
    for (const balanced of [false, true]) {
      const run: UnobservedEntryRun = {
        name: `lr ${short(learningRate)}, init ${short(deviation)}${balanced ? " (b)" : ""}`,
        observed: OBSERVED,
        depth,
        learningRate,
        deviation,
        balanced,
        sign: 1,
      };
      const last = settings[settings.length - 1][0] === learningRate && depth > 2;
      const stop = { maxIterations, stopBelow, ...(last ? { goOn } : {}) };
      outcomes.push(
        await context.part(
          `depth-${depth}-lr-${learningRate}-${balanced ? "balanced" : "unbalanced"}`,
          (draft) => runUnobservedEntry(run, stop, context, { bounds: theoremOneBounds, draft }),
        ),
      );
    }
  return outcomes;
}

function result(found: ReadonlyMap<number, UnobservedEntryOutcome[]>, plan: Figure11Plan): ExperimentResult {
  const depths = [...found];
  const smallest = depths
    .filter(([depth]) => depth > 2)
    .map(([depth, outcomes]) => [depth, outcomes.slice(-2)] as const);
  const comparisons: Comparison[] = [
    ...smallest.flatMap(([depth, outcomes]) =>
      outcomes.map((outcome) =>
        growthComparison(
          { ...outcome, name: `depth ${depth}, ${outcome.name}` },
          0.95 / Math.sqrt(2 * outcome.loss),
          "95 % of 1 / sqrt(2 loss)",
        ),
      ),
    ),
    ...smallest.flatMap(([depth, outcomes]) => outcomes.map((outcome) => furtherComparison(depth, outcome))),
    ...depths.map(([depth, outcomes]) => boundsComparison(`depth ${depth}`, "1.8-1.10", outcomes)),
    ...depths.map(([depth, outcomes]) =>
      divertComparison(
        `depth ${depth}`,
        outcomes.filter(({ name }) => name.endsWith("(b)")),
      ),
    ),
    ...[true, false].flatMap((balanced) =>
      depths.map(([depth, outcomes]) =>
        signComparison(
          `depth ${depth}`,
          outcomes.filter(({ name }) => name.endsWith("(b)") === balanced),
          balanced,
        ),
      ),
    ),
  ];
  return {
    reduction: plan.reduction,
    figures: [
      {
        name: "figure",
        figure: {
          title: "Norms grow as the loss falls",
          subtitle: "2-by-2 matrix completion by gradient descent; (b): balanced initialization",
          panels: depths.map(([depth, outcomes]) =>
            unobservedEntryPanel(`depth ${depth}`, outcomes.slice(-DRAWN)),
          ),
        },
      },
    ],
    tables: [
      {
        title: "Runs, at the loss where the paper stops or at the last iteration",
        header: ["depth", "run", "outcome", "iterations", "loss", "entry", "signs kept", "bounds broken"],
        rows: depths.flatMap(([depth, outcomes]) =>
          outcomes.map(({ name, outcome, iterations, loss, entry, records, signKept, broken }) => [
            depth,
            name,
            outcome,
            iterations,
            Number(loss.toPrecision(3)),
            Number(entry.toPrecision(4)),
            `${signKept} of ${records}`,
            broken ?? "-",
          ]),
        ),
      },
    ],
    comparisons,
    trajectories: depths.flatMap(([depth, outcomes]) =>
      outcomes.slice(-DRAWN).map(({ name, trajectory }) => ({
        name: `depth-${depth}-${name.replace(/[^\w.-]+/g, "-").replace(/-$/, "")}`,
        trajectory,
      })),
    ),
  };
}

/** Whether the entry passes 100 at a loss below 1e-4 where the run goes on longer than the paper's. */
export function furtherComparison(depth: number, { name, further }: UnobservedEntryOutcome): Comparison {
  return {
    quantity: `depth ${depth}, ${name}: |unobserved entry|, going on to iteration ${further?.iterations} and loss ${further?.loss.toPrecision(2)}`,
    paper: null,
    ours: further?.entry ?? "did not go on",
    criterion: "> 100, at a loss < 1e-4",
    holds: further !== null && further.entry > 100 && further.loss < 1e-4,
  };
}

export const FIGURE_1_1: Experiment = Object.freeze({
  title: "Matrix factorization drives norms to infinity while rank falls",
  source: "thesis Figure 1.1, section 1.4.1, appendix A.2.2.1",
  load: async () => figure11(FIGURE_1_1_PLANS),
});
