import { InputError } from "../../../errors.js";
import type { Draft } from "../../../factorization/descent/train-in-pieces.js";
import { trainInPieces } from "../../../factorization/descent/train-in-pieces.js";
import {
  balancedInitialization,
  completionTask,
  createObjective,
  endDeterminant,
  entriesProbe,
  gradientDescent,
  halfSquareLoss,
  type MatrixFactorization,
  matrixFactorization,
  rankMeasuresProbe,
  type Trajectory,
  trajectoryColumn,
  unbalancedInitialization,
} from "../../../factorization/index.js";
import { createRandom, type Random } from "../../../random.js";
import type { ExperimentContext } from "../../runs/experiment.js";
import { thinTrajectory } from "../../runs/thin-trajectory.js";

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

/** Bounds that a theorem gives at a loss. */
export interface NormAndRankBounds {
  readonly leastNorm: number;
  readonly largestEffectiveRank: number;
  readonly largestDistanceFromRankOne: number;
}

/** What came of a run. */
export interface UnobservedEntryOutcome {
  readonly name: string;
  readonly outcome: string;
  /** at the end, before going on */
  readonly iterations: number;
  readonly loss: number;
  /** absolute value of the unobserved entry there */
  readonly entry: number;
  /** recorded steps, and those of them at which the determinant has the sign it began with */
  readonly records: number;
  readonly signKept: number;
  /** loss at the first record at which it has the other sign, null where it keeps it */
  readonly signLostAt: number | null;
  /** records with that sign at which a bound does not hold; null where there are no bounds */
  readonly broken: number | null;
  /** where going on has ended */
  readonly further: { readonly entry: number; readonly loss: number; readonly iterations: number } | null;
  /** thinned */
  readonly trajectory: Trajectory;
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
const MOST_ROWS = 64;
const ENTRY = "|unobserved entry|";

/** The column of the unobserved entry's absolute value in an outcome's trajectory. */
export const ENTRY_COLUMN = ENTRY;

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
  const { observed, depth, learningRate, sign } = run;
  const shape = [observed.length, observed[0].length];
  const seen: number[][] = [];
  let unseen = [0, 0];
  observed.forEach((row, i) => {
    row.forEach((value, j) => {
      if (value === null) unseen = [i, j];
      else seen.push([i, j]);
    });
  });
  const factorization = matrixFactorization(shape, depth);
  const values = seen.map(([i, j]) => observed[i][j] ?? 0);
  const [entry] = entriesProbe(factorization, [unseen]).columns;
  const { trajectory, outcome } = await trainInPieces(
    createObjective(factorization, completionTask(shape, { indices: seen, values }, halfSquareLoss, "sum")),
    initialWeights(factorization, run, createRandom(seed, run.name)),
    gradientDescent(learningRate),
    {
      ...(goOn ?? { maxIterations, stopBelow }),
      recordEvery: Math.max(RECORD_EVERY, Math.ceil((goOn?.maxIterations ?? maxIterations) / MOST_RECORDS)),
      probes: [
        entriesProbe(factorization, [unseen]),
        rankMeasuresProbe(factorization, [0], 1),
        { columns: ["determinant"], measure: (weights) => [endDeterminant(factorization, weights)] },
      ],
      label: run.name,
      breathe,
      onProgress,
      draft,
    },
  );
  const column = (name: string) => trajectoryColumn(trajectory, name);
  const losses = column("loss");
  const entries = column(entry).map(Math.abs);
  const iterations = column("iteration");
  const ended = losses.findIndex((loss, row) => loss < stopBelow || iterations[row] >= maxIterations);
  const end = ended < 0 ? losses.length - 1 : ended;
  const signs = column("determinant").map((value) => Math.sign(value) * sign);
  const lost = signs.findIndex((sign) => sign < 0);
  const kept = [...losses.keys()].filter((row) => row <= end && signs[row] > 0);
  const whole: Trajectory = {
    columns: [...trajectory.columns, ENTRY],
    values: [...trajectory.values, entries],
  };
  return {
    name: run.name,
    outcome: losses[end] < stopBelow ? "converged" : outcome === "diverged" ? outcome : "iterations",
    iterations: iterations[end],
    loss: losses[end],
    entry: entries[end],
    records: end + 1,
    signKept: kept.length,
    signLostAt: lost < 0 || lost > end ? null : losses[lost],
    broken:
      bounds === undefined
        ? null
        : kept.filter((row) => !boundsHold(trajectory, row, bounds(losses[row]))).length,
    further:
      goOn === undefined
        ? null
        : {
            entry: entries[entries.length - 1],
            loss: losses[losses.length - 1],
            iterations: iterations[iterations.length - 1],
          },
    trajectory: thinTrajectory(whole, MOST_ROWS, wayInThePicture(losses, entries)),
  };
}

/** Whether the norms and measures of rank of a trajectory's row, as `rankMeasuresProbe` names them, are within bounds. */
export function boundsHold(
  trajectory: Trajectory,
  row: number,
  { leastNorm, largestEffectiveRank, largestDistanceFromRankOne }: NormAndRankBounds,
): boolean {
  const at = (name: string) => trajectoryColumn(trajectory, name)[row];
  return (
    ["nuclear norm", "Frobenius norm", "spectral norm"].every((norm) => at(norm) >= leastNorm) &&
    at("effective rank") <= largestEffectiveRank &&
    at("distance from rank 1") <= largestDistanceFromRankOne
  );
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

/** Length of the way so far on logarithmic axes, so that rows lie evenly along the curve that is drawn. */
export function wayInThePicture(losses: Float64Array, entries: Float64Array): Float64Array {
  const way = new Float64Array(losses.length);
  const decades = (values: Float64Array, row: number) => {
    const ratio = Math.log(values[row] / values[row - 1]);
    return Number.isFinite(ratio) ? ratio : 0;
  };
  for (let row = 1; row < losses.length; row++)
    way[row] = way[row - 1] + Math.hypot(decades(losses, row), decades(entries, row));
  return way;
}
