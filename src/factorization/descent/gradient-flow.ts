import { InputError } from "../../errors.js";
import { checkFinite } from "../../tensor/tensor.js";
import { checkCount } from "../factorization.js";
import type { Objective } from "../objectives/objective.js";
import type { Probe, Trajectory } from "../probes/trajectory.js";

/** Options of {@link gradientFlow}. */
export interface GradientFlowOptions {
  /** time at which the flow ends, > 0; Infinity where another rule ends it */
  readonly duration: number;
  /** largest error of a step, in parts of the largest weight, in (0, 1); default 1e-9 */
  readonly tolerance?: number;
  /** ends the flow where the loss is below; default 0: never */
  readonly stopBelow?: number;
  /** ends the flow at the first step after which it holds */
  readonly stopWhen?: (weights: Float64Array) => boolean;
  /** times, rising, that steps end at and at which rows are recorded; default: a row after every step */
  readonly recordAt?: readonly number[];
  /** steps at most, rejected ones included; default 1,000,000 */
  readonly maxSteps?: number;
  readonly probes?: readonly Probe[];
}

/** How a flow ended. */
export interface GradientFlowRun {
  readonly outcome: "converged" | "stopped" | "time" | "steps";
  readonly time: number;
  readonly loss: number;
  readonly weights: Float64Array;
  readonly steps: { readonly taken: number; readonly rejected: number };
  /** columns "time", "loss", then the probes' */
  readonly trajectory: Trajectory;
}

/** Dormand and Prince's nodes: row i gives the weights of stages 0 .. i - 1; the last row is the fifth-order solution. */
const STAGES = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Fifth-order less fourth-order weights: what the error is estimated by. */
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
const SAFETY = 0.9;
const [LEAST_FACTOR, LARGEST_FACTOR] = [0.2, 5];

/**
 * Gradient flow, d w / dt = -gradient of the loss at w, by an adaptive Runge-Kutta method whose error is controlled.
 *
 * Steps are those of the pair of orders 5 and 4 of Dormand and Prince (1980, "A family of embedded Runge-Kutta formulae"); a step is kept
 * where the estimated error of every weight is at most `tolerance` times the largest weight, else it is made shorter. What theory says of
 * the flow (thesis Lemma 6, Theorems 1 to 5; Hariz et al. 2022, Theorem 3.2) can be looked at without the error of finite steps of
 * gradient descent. Where the loss is stiff, that is flat in some directions and steep in others, steps stay as short as those of gradient
 * descent.
 *
 * @param start weights, copied
 * @returns the flow at its end; the errors of steps add up, to a few times `tolerance` where trajectories do not part
 *
 * Complexity: six evaluations of the objective for a step; memory of eight times the weights.
 * @throws InputError where the weights do not fit the objective or are not finite, or an option is out of range
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import {
 *   balancedInitialization,
 *   completionTask,
 *   createObjective,
 *   gradientFlow,
 *   halfSquareLoss,
 *   matrixFactorization,
 * } from "seprank/factorization";
 *
 * const model = matrixFactorization([2, 2], 3);
 * const task = completionTask([2, 2], { indices: [[0, 1], [1, 0], [1, 1]], values: [1, 1, 0] }, halfSquareLoss, "sum");
 * const start = balancedInitialization(model, 0.1, createRandom(1), 1);
 * const { outcome, time } = gradientFlow(createObjective(model, task), start, { duration: 100 });
 * [outcome, time]; // => ["time", 100]
 * ```
 */
export function gradientFlow(
  objective: Objective,
  start: Float64Array,
  {
    duration,
    tolerance = 1e-9,
    stopBelow = 0,
    stopWhen,
    recordAt,
    maxSteps = 1_000_000,
    probes = [],
  }: GradientFlowOptions,
): GradientFlowRun {
  if (!(duration > 0)) throw new InputError(`duration: expected a time > 0, got ${duration}`);
  if (!(tolerance > 0 && tolerance < 1))
    throw new InputError(`tolerance: expected a number between 0 and 1, got ${tolerance}`);
  checkCount(maxSteps, 1, "steps");
  if (start.length !== objective.weightCount)
    throw new InputError(`weights: expected ${objective.weightCount}, got ${start.length}`);
  checkFinite(start, "weights");
  const wrong = recordAt?.findIndex((time, k) => !(time >= (recordAt[k - 1] ?? 0) && time <= duration));
  if (wrong !== undefined && wrong >= 0)
    throw new InputError(
      `record times: expected rising times up to ${duration}, got ${recordAt?.[wrong]} at place ${wrong}`,
    );
  const { length } = start;
  let weights = start.slice();
  let next = new Float64Array(length);
  const stage = new Float64Array(length);
  /** -gradient at the stages; the last of a step is the first of the next one */
  const slopes = Array.from({ length: 7 }, () => new Float64Array(length));
  const slopeAt = (at: Float64Array, to: Float64Array) => {
    const value = objective.valueAndGradient(at, to);
    for (let k = 0; k < length; k++) to[k] = -to[k];
    return value;
  };
  const columns = ["time", "loss", ...probes.flatMap((probe) => probe.columns)];
  const rows: number[][] = [];
  const record = () =>
    rows.push([time, loss, ...probes.flatMap((probe) => Array.from(probe.measure(weights)))]);
  let time = 0;
  let loss = slopeAt(weights, slopes[0]);
  if (!Number.isFinite(loss)) throw new InputError(`start: expected weights of a finite loss, got ${loss}`);
  let taken = 0;
  let rejected = 0;
  let nextRecord = 0;
  while (recordAt !== undefined && recordAt[nextRecord] === 0) nextRecord++;
  record();
  // A step that changes weights by about a hundredth of the largest one.
  let step = 0.01 * (sizeOf(weights) / (sizeOf(slopes[0]) || 1) || 1);
  for (;;) {
    const outcome =
      loss < stopBelow
        ? "converged"
        : stopWhen?.(weights)
          ? "stopped"
          : time >= duration
            ? "time"
            : taken + rejected >= maxSteps
              ? "steps"
              : undefined;
    if (outcome !== undefined) {
      if (rows[rows.length - 1][0] !== time) record();
      const values = columns.map((_, c) => Float64Array.from(rows, (row) => row[c]));
      return { outcome, time, loss, weights, steps: { taken, rejected }, trajectory: { columns, values } };
    }
    const end = Math.min(duration, recordAt?.[nextRecord] ?? duration);
    const isLast = time + step * (1 + 1e-12) >= end;
    const h = isLast ? end - time : step;
    let found = loss;
    for (let s = 0; s < STAGES.length; s++) {
      const target = s === STAGES.length - 1 ? next : stage;
      const factors = STAGES[s];
      for (let k = 0; k < length; k++) {
        let sum = 0;
        for (let i = 0; i <= s; i++) sum += factors[i] * slopes[i][k];
        target[k] = weights[k] + h * sum;
      }
      found = slopeAt(target, slopes[s + 1]);
    }
    let error = 0;
    for (let k = 0; k < length; k++) {
      let sum = 0;
      for (let i = 0; i < ERROR.length; i++) sum += ERROR[i] * slopes[i][k];
      error = Math.max(error, Math.abs(h * sum));
    }
    const ratio = error / (tolerance * Math.max(sizeOf(weights), sizeOf(next)) || Number.MIN_VALUE);
    // Not finite: the step went past where the loss is defined in doubles.
    const accepted = Number.isFinite(found) && ratio <= 1;
    const factor = Number.isFinite(ratio) ? SAFETY * Math.max(ratio, 1e-10) ** (-1 / 5) : LEAST_FACTOR;
    if (accepted) {
      taken++;
      time = isLast ? end : time + h;
      loss = found;
      [weights, next] = [next, weights];
      slopes[0].set(slopes[6]);
      if (recordAt === undefined) record();
      else if (isLast && recordAt[nextRecord] === time) {
        record();
        while (recordAt[nextRecord] === time) nextRecord++;
      }
      // A step cut short for its end says little of how long the next may be.
      if (!isLast || factor < 1) step = h * Math.min(LARGEST_FACTOR, Math.max(LEAST_FACTOR, factor));
    } else {
      rejected++;
      step = h * Math.min(SAFETY, Math.max(LEAST_FACTOR, factor));
    }
  }
}

function sizeOf(values: Float64Array): number {
  let size = 0;
  for (let k = 0; k < values.length; k++) size = Math.max(size, Math.abs(values[k]));
  return size;
}
