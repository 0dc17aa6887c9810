import {
  completionTask,
  createObjective,
  endDeterminant,
  entriesProbe,
  halfSquareLoss,
  type MatrixFactorization,
  matrixFactorization,
  type Objective,
  type Probe,
  rankMeasuresProbe,
  type Trajectory,
  trajectoryColumn,
} from "../../../factorization/index.js";
import { thinTrajectory } from "../../runs/thin-trajectory.js";

/** Bounds that a theorem gives at a loss. */
export interface NormAndRankBounds {
  readonly leastNorm: number;
  readonly largestEffectiveRank: number;
  readonly largestDistanceFromRankOne: number;
}

/** A matrix of which all entries but one are observed, factorized, and what is recorded of it. */
export interface UnobservedEntryProblem {
  readonly factorization: MatrixFactorization;
  readonly objective: Objective;
  /** the unobserved entry, norms and measures of rank, the determinant */
  readonly probes: readonly Probe[];
  /** Absolute values of the unobserved entry, row by row. */
  entries(trajectory: Trajectory): Float64Array;
}

/** What a trajectory says of the theorems. */
export interface UnobservedEntryFindings {
  readonly loss: number;
  /** absolute value of the unobserved entry */
  readonly entry: number;
  /** recorded steps, and those of them at which the determinant has the sign it began with */
  readonly records: number;
  readonly signKept: number;
  /** loss at the first record at which it has the other sign, null where it keeps it */
  readonly signLostAt: number | null;
  /** records with that sign at which a bound does not hold; null where there are no bounds */
  readonly broken: number | null;
  /** thinned */
  readonly trajectory: Trajectory;
}

/** Where a trajectory is looked at. */
export interface FindingsOptions {
  /** of the determinant at the start */
  readonly sign: 1 | -1;
  /** the last row that counts */
  readonly end: number;
  /** a theorem's bounds at a loss; default: none are looked at */
  readonly bounds?: ((loss: number) => NormAndRankBounds) | undefined;
}

const MOST_ROWS = 64;

/** The column of the unobserved entry's absolute value in the trajectory of findings. */
export const ENTRY_COLUMN = "|unobserved entry|";

/** @param observed null at the entry that is not observed */
export function unobservedEntryProblem(
  observed: readonly (readonly (number | null)[])[],
  depth: number,
): UnobservedEntryProblem {
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
  const entry = entriesProbe(factorization, [unseen]);
  return {
    factorization,
    objective: createObjective(
      factorization,
      completionTask(shape, { indices: seen, values }, halfSquareLoss, "sum"),
    ),
    probes: [
      entry,
      rankMeasuresProbe(factorization, [0], 1),
      { columns: ["determinant"], measure: (weights) => [endDeterminant(factorization, weights)] },
    ],
    entries: (trajectory) => trajectoryColumn(trajectory, entry.columns[0]).map(Math.abs),
  };
}

/** The bounds are looked at as long as the determinant keeps its sign, which the theorems ask for. */
export function unobservedEntryFindings(
  { entries: entriesOf }: UnobservedEntryProblem,
  trajectory: Trajectory,
  { sign, end, bounds }: FindingsOptions,
): UnobservedEntryFindings {
  const losses = trajectoryColumn(trajectory, "loss");
  const entries = entriesOf(trajectory);
  const signs = trajectoryColumn(trajectory, "determinant").map((value) => Math.sign(value) * sign);
  const lost = signs.findIndex((value) => value < 0);
  const kept = [...losses.keys()].filter((row) => row <= end && signs[row] > 0);
  return {
    loss: losses[end],
    entry: entries[end],
    records: end + 1,
    signKept: kept.length,
    signLostAt: lost < 0 || lost > end ? null : losses[lost],
    broken:
      bounds === undefined
        ? null
        : kept.filter((row) => !boundsHold(trajectory, row, bounds(losses[row]))).length,
    trajectory: thinTrajectory(
      { columns: [...trajectory.columns, ENTRY_COLUMN], values: [...trajectory.values, entries] },
      MOST_ROWS,
      wayInThePicture(losses, entries),
    ),
  };
}

/** Whether the norms and measures of rank of a trajectory's row, as `rankMeasuresProbe` names them, are within bounds. */
function boundsHold(
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

/** Length of the way so far on logarithmic axes, so that rows lie evenly along the curve that is drawn. */
function wayInThePicture(losses: Float64Array, entries: Float64Array): Float64Array {
  const way = new Float64Array(losses.length);
  const decades = (values: Float64Array, row: number) => {
    const ratio = Math.log(values[row] / values[row - 1]);
    return Number.isFinite(ratio) ? ratio : 0;
  };
  for (let row = 1; row < losses.length; row++)
    way[row] = way[row - 1] + Math.hypot(decades(losses, row), decades(entries, row));
  return way;
}
