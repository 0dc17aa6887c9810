import { InputError } from "../../errors.js";
import { checkFinite, checkMatrix, entryCount, type Tensor } from "../../tensor/tensor.js";
import { allEntryInputs, entryInputs, type Inputs, vectorInputs } from "../inputs.js";
import type { Loss } from "./loss.js";

/** What a factorization is fitted to: scale * sum over j of loss(y_j - target_j). */
export interface Task {
  readonly shape: readonly number[];
  readonly inputs: Inputs;
  /** [targets, inputs]: y = measurements * samples; absent where y are the samples themselves. */
  readonly measurements?: Tensor;
  readonly targets: Float64Array;
  readonly loss: Loss;
  /** 1 over the number of targets for a mean, 1 for a sum. */
  readonly scale: number;
}

/** How the losses of a task's targets are put together. Default "mean". */
export type Reduction = "mean" | "sum";

/** Entries of a tensor that were observed. */
export interface ObservedEntries {
  /** index tuples from 0, [count][N] */
  readonly indices: readonly (readonly number[])[];
  /** [count] */
  readonly values: ArrayLike<number>;
}

/** A tensor's inner products with measurement tensors. */
export interface Measurements {
  /** [count, entries of the tensor], row j measurement tensor j in row-major order */
  readonly measurements: Tensor;
  /** [count] */
  readonly values: ArrayLike<number>;
}

/** A tensor's inner products with measurement tensors of rank one. */
export interface RankOneMeasurements {
  /** matrix n is [count, D_n], its row i the vector x_i^n */
  readonly vectors: readonly Tensor[];
  /** [count] */
  readonly values: ArrayLike<number>;
}

/**
 * Completion: a tensor's entries are to be found from some of them (thesis equations 1.1 and 2.1).
 *
 * An entry observed more than once with one value counts once.
 *
 * @throws InputError where there are no observations, an index is out of range, a value is not finite, or an entry is
 *   observed with two values
 *
 * @example
 * ```ts
 * import { completionTask, squareLoss } from "seprank/factorization";
 *
 * const task = completionTask([2, 2], { indices: [[0, 0], [1, 1]], values: [1, 2] }, squareLoss);
 * [...task.targets]; // => [1, 2]
 * ```
 */
export function completionTask(
  shape: readonly number[],
  { indices, values }: ObservedEntries,
  loss: Loss,
  reduction: Reduction = "mean",
): Task {
  checkTargets(values, indices.length);
  const seen = new Map<string, number>();
  const kept: number[] = [];
  indices.forEach((index, i) => {
    const before = seen.get(index.join());
    if (before === undefined) {
      seen.set(index.join(), i);
      kept.push(i);
    } else if (values[before] !== values[i])
      throw new InputError(
        `entry [${index.join(", ")}]: expected one value, got ${values[before]} (observation ${before}) and ${values[i]} (observation ${i}); average or drop one`,
      );
  });
  const inputs = entryInputs(
    shape,
    kept.map((i) => indices[i]),
  );
  return {
    shape,
    inputs,
    loss,
    ...targetsOf(
      kept.map((i) => values[i]),
      reduction,
    ),
  };
}

/**
 * Sensing: a tensor is to be found from its inner products with dense measurement tensors (thesis appendix B.1).
 *
 * @throws InputError where a measurement tensor has another size, or a number is not finite
 *
 * @example
 * ```ts
 * import { cpFactorization, createObjective, sensingTask, squareLoss } from "seprank/factorization";
 * import { createTensor } from "seprank/tensor";
 *
 * const identity = createTensor([1, 4], Float64Array.of(1, 0, 0, 1));
 * const task = sensingTask([2, 2], { measurements: identity, values: [10] }, squareLoss);
 * // The trace of (1, 2) ⊗ (3, 4) is 11.
 * createObjective(cpFactorization([2, 2], 1), task).value(Float64Array.of(1, 2, 3, 4)); // => 1
 * ```
 */
export function sensingTask(
  shape: readonly number[],
  { measurements, values }: Measurements,
  loss: Loss,
  reduction: Reduction = "mean",
): Task {
  checkMatrix(measurements, "measurements");
  if (measurements.shape[1] !== entryCount(shape))
    throw new InputError(
      `measurements: expected ${entryCount(shape)} columns for shape [${shape.join(", ")}], got ${measurements.shape[1]}`,
    );
  checkTargets(values, measurements.shape[0]);
  checkFinite(measurements.data, "measurements");
  return { shape, inputs: allEntryInputs(shape), measurements, loss, ...targetsOf(values, reduction) };
}

/**
 * Rank-one sensing: a tensor is to be found from its inner products with x_i^1 ⊗ ... ⊗ x_i^N, never built.
 *
 * @throws InputError where a matrix has another shape, or a number is not finite
 *
 * @example
 * ```ts
 * import { cpFactorization, createObjective, rankOneSensingTask, squareLoss } from "seprank/factorization";
 * import { createTensor } from "seprank/tensor";
 *
 * const x = createTensor([1, 2], Float64Array.of(1, 1));
 * const task = rankOneSensingTask([2, 2], { vectors: [x, x], values: [10] }, squareLoss);
 * // The sum of all entries of (1, 2) ⊗ (3, 4) is 21.
 * createObjective(cpFactorization([2, 2], 1), task).value(Float64Array.of(1, 2, 3, 4)); // => 121
 * ```
 */
export function rankOneSensingTask(
  shape: readonly number[],
  { vectors, values }: RankOneMeasurements,
  loss: Loss,
  reduction: Reduction = "mean",
): Task {
  const inputs = vectorInputs(shape, vectors);
  checkTargets(values, inputs.count);
  return { shape, inputs, loss, ...targetsOf(values, reduction) };
}

function checkTargets(values: ArrayLike<number>, expected: number): void {
  if (values.length !== expected)
    throw new InputError(
      `observed values: expected ${expected}, one for each observation, got ${values.length}`,
    );
  checkFinite(values, "observed values");
}

function targetsOf(
  values: ArrayLike<number>,
  reduction: Reduction,
): { targets: Float64Array; scale: number } {
  return { targets: Float64Array.from(values), scale: reduction === "mean" ? 1 / values.length : 1 };
}
