import { InputError } from "../../errors.js";
import { createTensor, strides, type Tensor } from "../../tensor/tensor.js";
import type { Inputs } from "../inputs.js";

/** A scalar loss of the difference z between a prediction and its target. */
export interface Loss {
  readonly name: string;
  value(z: number): number;
  derivative(z: number): number;
}

/** z^2 / 2 (thesis equation 1.1, Hariz et al. section 2). */
export const halfSquareLoss: Loss = Object.freeze({
  name: "half-square",
  value: (z: number) => 0.5 * z * z,
  derivative: (z: number) => z,
});

/** z^2, whose mean is the mean squared error (thesis appendix C.4.2). */
export const squareLoss: Loss = Object.freeze({
  name: "square",
  value: (z: number) => z * z,
  derivative: (z: number) => 2 * z,
});

/**
 * Huber's loss: z^2 / 2 for |z| < delta, else delta (|z| - delta / 2) (thesis equation 2.8).
 *
 * @param delta the transition point, > 0; the theory takes it below every observed value's size
 * @throws InputError where it is not positive
 *
 * @example
 * ```ts
 * import { huberLoss } from "seprank/factorization";
 *
 * huberLoss(1).value(0.5); // => 0.125
 * huberLoss(1).value(3); // => 2.5
 * ```
 */
export function huberLoss(delta: number): Loss {
  if (!(delta > 0)) throw new InputError(`Huber loss: expected a transition point > 0, got ${delta}`);
  return Object.freeze({
    name: `huber(${delta})`,
    value: (z: number) => (Math.abs(z) < delta ? 0.5 * z * z : delta * (Math.abs(z) - 0.5 * delta)),
    derivative: (z: number) => Math.max(-delta, Math.min(delta, z)),
  });
}

/**
 * The gradient of a loss with respect to the end tensor: sum over samples of residual_i x_i^1 ⊗ ... ⊗ x_i^N.
 *
 * @param residuals the loss's derivative with respect to every sample, [count]
 * @returns of shape `shape`, a full tensor: zero off the observed entries of a completion task
 *
 * Complexity: O(count) for entries, O(count * entries of the tensor) for vectors.
 * @throws InputError where the full tensor would not fit in memory
 *
 * @example
 * ```ts
 * import { entryInputs, lossGradient } from "seprank/factorization";
 * import { createTensor } from "seprank/tensor";
 *
 * lossGradient([2, 2], entryInputs([2, 2], [[0, 1]]), Float64Array.of(5)); // => createTensor([2, 2], Float64Array.of(0, 5, 0, 0))
 * ```
 */
export function lossGradient(shape: readonly number[], inputs: Inputs, residuals: Float64Array): Tensor {
  const result = createTensor(shape);
  const steps = strides(shape);
  const order = shape.length;
  const { rows, vectors } = inputs;
  const add = (i: number, mode: number, at: number, value: number): void => {
    if (mode === order) {
      result.data[at] += value;
      return;
    }
    const row = rows[i * order + mode];
    if (vectors === undefined) add(i, mode + 1, at + row * steps[mode], value);
    else
      for (let d = 0; d < shape[mode]; d++)
        add(i, mode + 1, at + d * steps[mode], value * vectors[mode].data[row * shape[mode] + d]);
  };
  for (let i = 0; i < inputs.count; i++) add(i, 0, 0, residuals[i]);
  return result;
}
