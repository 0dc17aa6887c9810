import { InputError } from "../../errors.js";
import { frobeniusDistance, frobeniusNorm } from "../../tensor/rank-measures.js";
import type { Tensor } from "../../tensor/tensor.js";
import { gradientFlow } from "../descent/gradient-flow.js";
import { componentNorm } from "../dynamics/component-rates.js";
import { type CpFactorization, cpFactorization } from "../models/cp-factorization.js";
import { createObjective, type Objective } from "../objectives/objective.js";
import type { Task } from "../objectives/task.js";
import { sliceProduct } from "../slice.js";

/** Options of {@link followRankOneTrajectory}. */
export interface RankOneTrajectoryOptions {
  /** the leading component's number, from 0: `leadingComponent` finds it */
  readonly component: number;
  /** rho > 0, the radius of the sphere from which on the two flows are compared */
  readonly radius: number;
  /** longest time to wait for the sphere, > 0: `escapeBounds` tells one that is enough */
  readonly patience: number;
  /** times after the sphere is reached, rising, > 0 */
  readonly times: readonly number[];
  /** error of a step of the flows, as in `gradientFlow`; default 1e-10 */
  readonly tolerance?: number;
}

/** A CP factorization's flow beside that of its leading component alone. */
export interface RankOneTrajectory {
  /** T_0, when the end tensor first has the norm rho */
  readonly reached: number;
  /** norms of all components then, [R] */
  readonly norms: Float64Array;
  /** 0, then the times asked for */
  readonly times: Float64Array;
  /** by time, |W(T_0 + t) - W_1(t)|, Frobenius */
  readonly distances: Float64Array;
  /** by time, the two end tensors */
  readonly tensors: readonly Tensor[];
  readonly rankOne: readonly Tensor[];
}

/**
 * The end tensor of a CP factorization under gradient flow, from when it reaches a sphere about the origin, beside the balanced rank one
 * trajectory that starts there with the leading component's direction.
 *
 * Theorem 4 of the thesis: with Huber's loss, from a start that is small enough, the two stay within any distance for any time. The rank one
 * trajectory is the one of its proof: the flow of one component with the vectors rho^(1/N) w / |w| of the leading one, at the time that the
 * sphere is reached. Source: thesis section 2.4, equations 2.10 and 2.11, and appendix B.3.5.3.
 *
 * @param start weights at time 0: a balanced start times a small scale
 * @returns undefined where the sphere is not reached within `patience`
 *
 * Complexity: two gradient flows, and an end tensor after every step up to the sphere.
 * @throws InputError where the start lies on the sphere or beyond it, or a number is out of range
 *
 * @example
 * ```ts
 * import { completionTask, cpFactorization, followRankOneTrajectory, huberLoss } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2, 2], 2);
 * const task = completionTask([2, 2, 2], { indices: [[0, 0, 0]], values: [1] }, huberLoss(0.1));
 * const follow = (scale: number) => {
 *   // Both components are drawn to the observed entry; the first is twice as large.
 *   const start = Float64Array.of(1, 0.5, 0, 0, 1, 0.5, 0, 0, 1, 0.5, 0, 0).map((value) => scale * value);
 *   return followRankOneTrajectory(model, task, start, { component: 0, radius: 0.5, patience: 1e4, times: [100] });
 * };
 * const [far, close] = [follow(0.1), follow(0.01)].map((found) => found?.distances[1] ?? Infinity);
 * close < far; // => true
 * ```
 */
export function followRankOneTrajectory(
  factorization: CpFactorization,
  task: Task,
  start: Float64Array,
  { component, radius, patience, times, tolerance = 1e-10 }: RankOneTrajectoryOptions,
): RankOneTrajectory | undefined {
  const { components, shape } = factorization;
  if (!(Number.isInteger(component) && component >= 0 && component < components.length))
    throw new InputError(
      `leading component: expected a number from 0 to ${components.length - 1}, got ${component}`,
    );
  if (!(radius > 0 && Number.isFinite(radius)))
    throw new InputError(`radius: expected a finite number > 0, got ${radius}`);
  const wrong = times.findIndex((time, k) => !(time > (times[k - 1] ?? 0) && Number.isFinite(time)));
  if (times.length === 0 || wrong >= 0)
    throw new InputError(
      `times: expected rising times > 0, got ${times.length === 0 ? "none" : `${times[wrong]} at place ${wrong}`}`,
    );
  const objective = createObjective(factorization, task);
  const crossing = untilSphere(factorization, objective, start, { radius, patience, tolerance });
  if (crossing === undefined) return undefined;
  const { weights, time } = crossing;
  const single = cpFactorization(shape, 1);
  const alone = new Float64Array(single.weightCount);
  components[component].forEach((slice, n) => {
    const norm = Math.sqrt(sliceProduct(weights, weights, slice));
    const to = single.components[0][n];
    for (let d = 0; d < slice.length; d++)
      alone[to.offset + d * to.stride] =
        (radius ** (1 / shape.length) * weights[slice.offset + d * slice.stride]) / norm;
  });
  const tensors = alongFlow({ factorization, objective }, weights, times, tolerance);
  const rankOne = alongFlow(
    { factorization: single, objective: createObjective(single, task) },
    alone,
    times,
    tolerance,
  );
  return {
    reached: time,
    norms: Float64Array.from(components, (slices) => componentNorm(slices, weights)),
    times: Float64Array.of(0, ...times),
    distances: Float64Array.from(tensors, (tensor, k) => frobeniusDistance(tensor.data, rankOne[k].data)),
    tensors,
    rankOne,
  };
}

/** The flow's weights when its end tensor first has a norm, found by bisection of the last step. */
function untilSphere(
  factorization: CpFactorization,
  objective: Objective,
  start: Float64Array,
  {
    radius,
    patience,
    tolerance,
  }: Pick<RankOneTrajectoryOptions, "radius" | "patience"> & { tolerance: number },
): { weights: Float64Array; time: number } | undefined {
  const normOf = (weights: Float64Array) => frobeniusNorm(factorization.endTensor(weights).data);
  if (!(normOf(start) < radius))
    throw new InputError(`start: expected an end tensor of norm below ${radius}, got ${normOf(start)}`);
  let inside: Float64Array = start.slice();
  let time = 0;
  let span = 0;
  // Twice: the first clock may be too far on to tell the last steps apart, the second one starts near the sphere.
  for (let pass = 0; pass < 2; pass++) {
    const run = gradientFlow(objective, inside, {
      duration: patience,
      tolerance,
      stopWhen: (weights) => {
        if (normOf(weights) >= radius) return true;
        inside = weights.slice();
        return false;
      },
    });
    if (run.outcome !== "stopped") return undefined;
    const [at] = run.trajectory.values;
    time += at[at.length - 2];
    span = run.time - at[at.length - 2];
  }
  // Halves of what is left of the step: 60 of them leave nothing that a double could tell.
  for (let halving = 0; halving < 60 && span > 0; halving++) {
    span /= 2;
    const { weights } = gradientFlow(objective, inside, { duration: span, tolerance });
    if (normOf(weights) >= radius) continue;
    inside = weights;
    time += span;
  }
  return { weights: inside, time };
}

/** End tensors at time 0 and at the times asked for. */
function alongFlow(
  { factorization, objective }: { readonly factorization: CpFactorization; readonly objective: Objective },
  start: Float64Array,
  times: readonly number[],
  tolerance: number,
): Tensor[] {
  let weights = start;
  const tensors = [factorization.endTensor(weights)];
  times.forEach((time, k) => {
    ({ weights } = gradientFlow(objective, weights, {
      duration: time - (times[k - 1] ?? 0),
      tolerance,
      recordAt: [],
    }));
    tensors.push(factorization.endTensor(weights));
  });
  return tensors;
}
