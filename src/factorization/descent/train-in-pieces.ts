import type { Objective } from "../objectives/objective.js";
import type { Trajectory } from "../probes/trajectory.js";
import type { Optimizer } from "./optimizer.js";
import { type Checkpoint, type Run, type TrainOptions, train } from "./train.js";

/** About how long a piece takes, in milliseconds: what an interrupt waits for. */
const PIECE = 1000;
/** Milliseconds between drafts. */
const BETWEEN_DRAFTS = 20_000;

/** An unfinished run's state, kept where the caller likes until the run is finished. */
export interface Draft {
  /** What was kept last, undefined where there is none. */
  readonly read: <S>() => Promise<S | undefined>;
  readonly write: (state: unknown) => Promise<void>;
}

/** Options of {@link trainInPieces}: those of {@link train}, and how a run in pieces is seen and kept. */
export interface PiecesOptions extends TrainOptions {
  /** what progress lines begin with */
  readonly label: string;
  readonly draft?: Draft | undefined;
  /** Lets the event loop turn; throws to end the run. */
  readonly breathe: () => Promise<void>;
  readonly onProgress: (line: string) => void;
}

interface PieceState {
  readonly checkpoint: Checkpoint;
  readonly trajectory: Trajectory;
}

/**
 * A run of {@link train} in pieces of about a second, between which the event loop turns, an interrupt can end it, progress is reported and,
 * from time to time and on an interrupt, a draft is kept from which the run goes on. The result is that of the run in one piece.
 *
 * @example
 * ```ts
 * import {
  completionTask,
  createObjective,
  gradientDescent,
  identityInitialization,
  matrixFactorization,
  squareLoss,
  trainInPieces,
} from "seprank/factorization";
 *
 * const model = matrixFactorization([2, 2], 2);
 * const objective = createObjective(model, completionTask([2, 2], { indices: [[0, 0]], values: [1] }, squareLoss));
 * const run = await trainInPieces(
 *   objective,
 *   identityInitialization(model, 0.5),
 *   gradientDescent(0.1),
 *   {
 *     maxIterations: 1000,
 *     stopBelow: 1e-6,
 *     label: "example",
 *     breathe: async () => undefined,
 *     onProgress: () => undefined,
 *   },
 * );
 * run.outcome; // => "converged"
 * ```
 */
export async function trainInPieces(
  objective: Objective,
  start: Float64Array,
  optimizer: Optimizer,
  { label, draft, breathe, onProgress, ...options }: PiecesOptions,
): Promise<Run> {
  const { maxIterations, recordEvery = 1 } = options;
  const kept = await draft?.read<PieceState>();
  let from: Float64Array | Checkpoint = kept?.checkpoint ?? start;
  const trajectories: Trajectory[] = kept === undefined ? [] : [kept.trajectory];
  let done = kept?.checkpoint.iteration ?? 0;
  let records = 1;
  let lastDraft = performance.now();
  let keep: () => void | Promise<void> = () => undefined;
  for (;;) {
    try {
      await breathe();
    } catch (interrupt) {
      await keep();
      throw interrupt;
    }
    const begun = performance.now();
    const piece = train(objective, from, optimizer, {
      ...options,
      maxIterations: Math.min(maxIterations, done + records * recordEvery),
    });
    trajectories.push(piece.trajectory);
    done = piece.checkpoint.iteration;
    onProgress(`${label}: iteration ${done}, loss ${piece.loss.toPrecision(3)}`);
    if (piece.outcome !== "iterations" || done >= maxIterations)
      return { ...piece, trajectory: joined(trajectories) };
    from = piece.checkpoint;
    const now = performance.now();
    // At most twice as long as the last: the first steps, before code is compiled, say little.
    records = Math.max(1, Math.min(2 * records, Math.round((records * PIECE) / (now - begun))));
    keep = () =>
      draft?.write({
        checkpoint: piece.checkpoint,
        trajectory: joined(trajectories),
      } satisfies PieceState);
    if (now - lastDraft > BETWEEN_DRAFTS) {
      await keep();
      lastDraft = now;
    }
  }
}

/** One trajectory of pieces of which each begins with the row that the one before it ends with. */
function joined(pieces: readonly Trajectory[]): Trajectory {
  const { columns } = pieces[0];
  let last = Number.NEGATIVE_INFINITY;
  const rows: number[][] = [];
  for (const { values } of pieces)
    values[0].forEach((iteration, k) => {
      if (iteration <= last) return;
      rows.push(values.map((column) => column[k]));
      last = iteration;
    });
  return { columns, values: columns.map((_, c) => Float64Array.from(rows, (row) => row[c])) };
}
