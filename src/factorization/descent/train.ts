import { InputError } from "../../errors.js";
import { checkFinite } from "../../tensor/tensor.js";
import { checkCount } from "../factorization.js";
import type { Objective } from "../objectives/objective.js";
import type { Probe, Trajectory } from "../probes/trajectory.js";
import type { Optimizer } from "./optimizer.js";

/** All that a run needs to go on as if it had not been stopped. */
export interface Checkpoint {
  readonly iteration: number;
  readonly weights: Float64Array;
  readonly optimizerState: Float64Array;
  /** Evaluations in a row, up to this iteration, whose loss was below `stopBelow`. */
  readonly iterationsBelow: number;
}

/** Options of {@link train}. */
export interface TrainOptions {
  /** Steps at most, those before the checkpoint included. */
  readonly maxIterations: number;
  /** The run has converged where the loss was below this `patience` times in a row. Default 0: never. */
  readonly stopBelow?: number;
  /** Default 1. */
  readonly patience?: number;
  /**
   * A row of the trajectory, and a checkpoint, every so many iterations. Default 1; the last iteration always has a row.
   */
  readonly recordEvery?: number;
  readonly probes?: readonly Probe[];
  /** Called with every checkpoint; the arrays are its own. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
}

/** How a run ended. */
export interface Run {
  readonly outcome: "converged" | "iterations" | "diverged";
  /** Where the run diverged: one line that names the iteration and the way out. */
  readonly message?: string;
  /**
   * The last iteration evaluated; of a run that diverged, the last good checkpoint, from which a smaller step may go on.
   */
  readonly checkpoint: Checkpoint;
  readonly loss: number;
  readonly trajectory: Trajectory;
}

/**
 * Lowers an objective by an optimizer, and records the run.
 *
 * Row t of the trajectory holds what was measured after t steps. Weights are copied: those given are not changed. A
 * checkpoint goes on exactly as the run would have (a stochastic objective has to be brought to its place by the caller).
 * The run computes in the objective's own arrays, where it has any: one run of an objective at a time.
 *
 * @param start weights, or a checkpoint of an earlier run
 *
 * Complexity: one evaluation and one step for every iteration; beside records no numbers are allocated.
 * @throws InputError where the weights do not fit the objective or are not finite, or an option is out of range
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
  train,
} from "seprank/factorization";
 *
 * const model = matrixFactorization([2, 2], 3);
 * const objective = createObjective(model, completionTask([2, 2], { indices: [[0, 0], [1, 1]], values: [1, 2] }, squareLoss));
 * const start = identityInitialization(model, 0.5);
 * const run = train(objective, start, gradientDescent(0.05), { maxIterations: 10_000, stopBelow: 1e-8, recordEvery: 100 });
 * run.outcome; // => "converged"
 * run.loss < 1e-8; // => true
 * ```
 */
export function train(
  objective: Objective,
  start: Float64Array | Checkpoint,
  optimizer: Optimizer,
  { maxIterations, stopBelow = 0, patience = 1, recordEvery = 1, probes = [], onCheckpoint }: TrainOptions,
): Run {
  checkCount(maxIterations, 0, "iterations");
  checkCount(patience, 1, "patience");
  checkCount(recordEvery, 1, "iterations between records");
  const given = start instanceof Float64Array ? { iteration: 0, weights: start, iterationsBelow: 0 } : start;
  if (given.weights.length !== objective.weightCount)
    throw new InputError(`weights: expected ${objective.weightCount}, got ${given.weights.length}`);
  checkFinite(given.weights, "weights");
  const { weights, gradient, subtractScaled } = objective.workspace ?? {
    weights: new Float64Array(given.weights.length),
    gradient: new Float64Array(given.weights.length),
    subtractScaled: undefined,
  };
  weights.set(given.weights);
  const state = new Float64Array(optimizer.stateLength(weights.length));
  if (!(start instanceof Float64Array)) {
    if (start.optimizerState.length !== state.length)
      throw new InputError(
        `checkpoint: expected ${state.length} numbers of memory of ${optimizer.name}, got ${start.optimizerState.length}`,
      );
    state.set(start.optimizerState);
  }
  const columns = ["iteration", "loss", ...probes.flatMap((probe) => probe.columns)];
  const repeated = columns.find((name, k) => columns.indexOf(name) < k);
  if (repeated !== undefined)
    throw new InputError(`probes: expected columns of different names, got two ${repeated}`);
  const rows: number[][] = [];
  let { iteration, iterationsBelow } = given;
  let good: Checkpoint = {
    iteration,
    weights: weights.slice(),
    optimizerState: state.slice(),
    iterationsBelow,
  };
  let goodLoss = Number.NaN;

  for (;;) {
    const loss = objective.valueAndGradient(weights, gradient);
    if (!Number.isFinite(loss))
      return {
        outcome: "diverged",
        message: `diverged at iteration ${iteration} (loss ${loss}): go on from iteration ${good.iteration} with a smaller learning rate than ${optimizer.name}, or start smaller`,
        checkpoint: good,
        loss: goodLoss,
        trajectory: asColumns(columns, rows),
      };
    const belowNow = loss < stopBelow ? iterationsBelow + 1 : 0;
    const converged = belowNow >= patience;
    const ended = converged || iteration >= maxIterations;
    if (ended || iteration % recordEvery === 0) {
      rows.push([iteration, loss, ...probes.flatMap((probe) => Array.from(probe.measure(weights)))]);
      good = { iteration, weights: weights.slice(), optimizerState: state.slice(), iterationsBelow };
      goodLoss = loss;
      onCheckpoint?.(good);
    }
    if (ended)
      return {
        outcome: converged ? "converged" : "iterations",
        checkpoint: good,
        loss,
        trajectory: asColumns(columns, rows),
      };
    iterationsBelow = belowNow;
    optimizer.step(weights, gradient, state, subtractScaled);
    iteration++;
  }
}

function asColumns(columns: readonly string[], rows: readonly (readonly number[])[]): Trajectory {
  return { columns, values: columns.map((_, k) => Float64Array.from(rows, (row) => row[k])) };
}
