import { createTensor, strides, type Tensor } from "../../tensor/tensor.js";
import type { Inputs } from "../inputs.js";

/**
 * The gradient of a loss with respect to the end tensor: sum over samples of residual_i x_i^1 ⊗ ... ⊗ x_i^N.
 *
 * @param residuals the loss's derivative with respect to every sample, [count]
 * @returns of shape `shape`, a full tensor: zero off the observed entries of a completion task
 *
 * Complexity: O(count) for entries, O(count * entries of the tensor) for vectors.
 * @throws InputError where the full tensor would not fit in memory
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
