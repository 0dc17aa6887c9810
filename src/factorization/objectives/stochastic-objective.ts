import { InputError } from "../../errors.js";
import { type Random, shuffle } from "../../random.js";
import { checkCount, type Factorization } from "../factorization.js";
import { createObjective, type Objective } from "./objective.js";
import type { Task } from "./task.js";

/**
 * The loss on a batch of a task's targets, another batch at every evaluation: stochastic gradient descent's objective.
 *
 * Every epoch goes through all targets once, in a new random order; the last batch of an epoch may be smaller. A mean
 * over targets becomes the batch's mean. The batch's value and gradient are the full ones in expectation (up to that last
 * batch).
 *
 * @param task without dense measurements, which mix all samples into every target
 * @param batchSize from 1; at most the number of targets is used
 *
 * Complexity of an evaluation: that of {@link createObjective} on a task of `batchSize` targets, and of preparing it.
 * @throws InputError where the batch size is no positive integer or the task has dense measurements
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { completionTask, cpFactorization, createStochasticObjective, squareLoss } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2], 1);
 * const task = completionTask([2, 2], { indices: [[0, 0], [1, 1]], values: [3, 8] }, squareLoss);
 * // One of the two entries at a time; these weights fit both.
 * createStochasticObjective(model, task, 1, createRandom(0)).valueAndGradient(Float64Array.of(1, 2, 3, 4), new Float64Array(4)); // => 0
 * ```
 */
export function createStochasticObjective(
  factorization: Factorization,
  task: Task,
  batchSize: number,
  random: Random,
): Objective {
  checkCount(batchSize, 1, "batch size");
  if (task.measurements !== undefined)
    throw new InputError("batches: expected a completion or rank-one sensing task, got dense measurements");
  const { inputs, targets } = task;
  const order = task.shape.length;
  const mean = task.scale * targets.length; // 1 where the task is a mean
  const sequence = Uint32Array.from({ length: targets.length }, (_, i) => i);
  let next = sequence.length;
  return {
    weightCount: factorization.weightCount,
    valueAndGradient(weights, gradient) {
      if (next >= sequence.length) {
        shuffle(sequence, random);
        next = 0;
      }
      const batch = sequence.slice(next, next + batchSize);
      next += batchSize;
      const rows = new Uint32Array(batch.length * order);
      batch.forEach((i, k) => {
        rows.set(inputs.rows.subarray(i * order, (i + 1) * order), k * order);
      });
      const part: Task = {
        ...task,
        inputs: { ...inputs, count: batch.length, rows },
        targets: Float64Array.from(batch, (i) => targets[i]),
        scale: mean / batch.length,
      };
      return createObjective(factorization, part, "plain").valueAndGradient(weights, gradient);
    },
  };
}
