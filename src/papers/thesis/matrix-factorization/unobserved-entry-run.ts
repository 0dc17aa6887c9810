import { InputError } from "../../../errors.js";
import type { Draft } from "../../../factorization/descent/train-in-pieces.js";
import { trainInPieces } from "../../../factorization/descent/train-in-pieces.js";
import {
  balancedInitialization,
  entriesProbe,
  gradientDescent,
  type MatrixFactorization,
  trajectoryColumn,
  unbalancedInitialization,
} from "../../../factorization/index.js";
import { createRandom, type Random } from "../../../random.js";
import type { ExperimentContext } from "../../runs/experiment.js";
import {
  type NormAndRankBounds,
  type UnobservedEntryFindings,
  unobservedEntryFindings,
  unobservedEntryProblem,
} from "./unobserved-entry-problem.js";

/** A matrix of which all entries but one are observed, and how it is factorized (thesis appendix A.2.2.1). */
export interface UnobservedEntryRun {
  readonly name: string;
  /** the observed matrix; null at the entry that is not observed */
  readonly observed: readonly (readonly (number | null)[])[];
  readonly depth: number;
  readonly learningRate: number;
  /** standard deviation of the initial end matrix's entries */
  readonly deviation: number;
  readonly balanced: boolean;
  /** of the initial end matrix's determinant */
  readonly sign: 1 | -1;
  /** an entry that the initial end matrix is to have positive; default: none */
  readonly positive?: readonly [number, number];
}

/** When a run ends. */
export interface UnobservedEntryStop {
  readonly maxIterations: number;
  readonly stopBelow: number;
  /** where the run, once it has ended, goes on to; default: it does not */
  readonly goOn?: { readonly maxIterations: number; readonly stopBelow: number };
}

/** What came of a run. */
export interface UnobservedEntryOutcome extends UnobservedEntryFindings {
  readonly name: string;
  readonly outcome: string;
  /** at the end, before going on; so are loss and entry */
  readonly iterations: number;
  /** where going on has ended */
  readonly further: { readonly entry: number; readonly loss: number; readonly iterations: number } | null;
}

/** Options of {@link runUnobservedEntry}. */
export interface UnobservedEntryOptions {
  /** a theorem's bounds at a loss; default: none are looked at */
  readonly bounds?: (loss: number) => NormAndRankBounds;
  readonly draft?: Draft;
}

/** Iterations between records, and records at most, beyond which they are further apart. */
const RECORD_EVERY = 100;
const MOST_RECORDS = 5e4;
/**
 * Completes a matrix from all entries but one by gradient descent over a deep matrix factorization, and looks at every recorded step
 * whether a theorem's bounds hold.
 *
 * The bounds are a theorem about gradient flow from a determinant of the right sign; they are looked at as long as the determinant keeps
 * it. Source: thesis sections 1.3 and 1.4.1, appendices A.1 and A.2.2.1.
 */
export async function runUnobservedEntry(
  run: UnobservedEntryRun,
  { maxIterations, stopBelow, goOn }: UnobservedEntryStop,
  { seed, breathe, onProgress }: Pick<ExperimentContext, "seed" | "breathe" | "onProgress">,
  { bounds, draft }: UnobservedEntryOptions = {},
): Promise<UnobservedEntryOutcome> {
  const problem = unobservedEntryProblem(run.observed, run.depth);
  const { factorization, objective, probes, entries } = problem;
  const { trajectory, outcome } = await trainInPieces(
    objective,
    initialWeights(factorization, run, createRandom(seed, run.name)),
    gradientDescent(run.learningRate),
    {
      ...(goOn ?? { maxIterations, stopBelow }),
      recordEvery: Math.max(RECORD_EVERY, Math.ceil((goOn?.maxIterations ?? maxIterations) / MOST_RECORDS)),
      probes,
      label: run.name,
      breathe,
      onProgress,
      draft,
    },
  );
  const losses = trajectoryColumn(trajectory, "loss");
  const iterations = trajectoryColumn(trajectory, "iteration");
  const ended = losses.findIndex((loss, row) => loss < stopBelow || iterations[row] >= maxIterations);
  const last = losses.length - 1;
  const end = ended < 0 ? last : ended;
  return {
    name: run.name,
    outcome: losses[end] < stopBelow ? "converged" : outcome === "diverged" ? outcome : "iterations",
    iterations: iterations[end],
    ...unobservedEntryFindings(problem, trajectory, { sign: run.sign, end, bounds }),
    further:
      goOn === undefined
        ? null
        : { entry: entries(trajectory)[last], loss: losses[last], iterations: iterations[last] },
  };
}

/** Draws before giving up on a positive entry; it is positive every other time. */
const MOST_DRAWS = 100;

function initialWeights(
  factorization: MatrixFactorization,
  { name, deviation, balanced, sign, positive }: UnobservedEntryRun,
  random: Random,
): Float64Array {
  const initialize = balanced ? balancedInitialization : unbalancedInitialization;
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const weights = initialize(factorization, deviation, random, sign);
    if (positive === undefined) return weights;
    const [entry] = Array.from(entriesProbe(factorization, [positive]).measure(weights));
    if (entry > 0) return weights;
  }
  throw new InputError(
    `${name}: expected a start with entry (${positive?.join(", ")}) > 0, got none in ${MOST_DRAWS} draws`,
  );
}
