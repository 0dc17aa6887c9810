import { InputError } from "../../errors.js";
import type { KernelChoice } from "../../kernels/float64/arena.js";
import { matMul } from "../../kernels/float64/mat-mul.js";
import type { EvaluatorWorkspace, Factorization } from "../factorization.js";
import type { Task } from "./task.js";

/** A function of a factorization's weights that an optimizer lowers. */
export interface Objective {
  readonly weightCount: number;
  /** Arrays [weightCount] of its own, to compute in without copies; for one run at a time. */
  readonly workspace?: Pick<EvaluatorWorkspace, "weights" | "gradient" | "subtractScaled">;
  /**
   * The loss at `weights`; its gradient is written to `gradient`.
   *
   * @param weights [weightCount]
   * @param gradient [weightCount], overwritten
   */
  valueAndGradient(weights: Float64Array, gradient: Float64Array): number;
}

/** The objective of a task, which also tells the loss's gradient with respect to the samples. */
export interface TaskObjective extends Objective {
  /** The loss at `weights`. */
  value(weights: Float64Array): number;
  /** [samples]: the loss's derivative with respect to every sample, as of the last evaluation. */
  readonly residuals: Float64Array;
}

/**
 * The loss of a factorization on a task, phi(weights) = L(end tensor), with its hand-derived gradient.
 *
 * Source: thesis equations 1.2, 2.2 and 3.4. Only the samples that the task asks for are computed.
 *
 * Complexity of an evaluation: that of the factorization's evaluator, plus O(targets * samples) for dense measurements.
 * @param kernels default "auto": WebAssembly where it is there and there is enough work
 * @throws InputError where the task is about tensors of another shape
 *
 * @example
 * ```ts
 * import { completionTask, cpFactorization, createObjective, squareLoss } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2], 1);
 * const objective = createObjective(model, completionTask([2, 2], { indices: [[0, 0]], values: [5] }, squareLoss));
 * const gradient = new Float64Array(4);
 * // The entry is 1 * 3, and (3 - 5)^2 = 4.
 * objective.valueAndGradient(Float64Array.of(1, 2, 3, 4), gradient); // => 4
 * [...gradient]; // => [-12, 0, -4, 0]
 * ```
 */
export function createObjective(
  factorization: Factorization,
  task: Task,
  kernels?: KernelChoice,
): TaskObjective {
  if (task.shape.join() !== factorization.shape.join())
    throw new InputError(
      `task: expected shape [${factorization.shape.join(", ")}] as the factorization's, got [${task.shape.join(", ")}]`,
    );
  const { inputs, measurements, targets, loss, scale } = task;
  const evaluator = factorization.evaluator(inputs, kernels);
  const { samples, residuals } = evaluator.workspace;
  const measured = measurements === undefined ? samples : new Float64Array(targets.length);
  const derivatives = measurements === undefined ? residuals : new Float64Array(targets.length);

  const value = (weights: Float64Array) => {
    evaluator.predict(weights, samples);
    if (measurements !== undefined)
      matMul(measurements.data, samples, measured, targets.length, inputs.count, 1);
    let sum = 0;
    for (let j = 0; j < targets.length; j++) {
      const z = measured[j] - targets[j];
      sum += loss.value(z);
      derivatives[j] = scale * loss.derivative(z);
    }
    if (measurements !== undefined)
      matMul(derivatives, measurements.data, residuals, 1, targets.length, inputs.count);
    return scale * sum;
  };
  return {
    weightCount: factorization.weightCount,
    value,
    valueAndGradient(weights, gradient) {
      const found = value(weights);
      evaluator.pullBack(weights, residuals, gradient);
      return found;
    },
    residuals,
    workspace: evaluator.workspace,
  };
}
