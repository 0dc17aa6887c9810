import { InputError } from "../errors.js";
import { createTensor, strides, type Tensor } from "./tensor.js";

/**
 * The tensor with its modes in another order: mode k of the result is mode `order[k]` of the tensor.
 *
 * @param order a permutation of 0 .. N - 1
 *
 * Complexity: O(N + entries).
 * @throws InputError where `order` is no permutation of the modes
 *
 * @example
 * ```ts
 * import { createTensor, permuteModes } from "seprank/tensor";
 *
 * const matrix = createTensor([2, 3], Float64Array.of(1, 2, 3, 4, 5, 6));
 * [...permuteModes(matrix, [1, 0]).data]; // => [1, 4, 2, 5, 3, 6]
 * ```
 */
export function permuteModes(tensor: Tensor, order: readonly number[]): Tensor {
  const { shape, data } = tensor;
  const sorted = [...order].sort((a, b) => a - b);
  if (order.length !== shape.length || sorted.some((mode, k) => mode !== k))
    throw new InputError(
      `mode order [${order.join(", ")}]: expected a permutation of 0 .. ${shape.length - 1}, each mode once`,
    );
  const result = createTensor(order.map((mode) => shape[mode]));
  const from = strides(shape);
  const steps = order.map((mode) => from[mode]);
  const index = new Uint32Array(order.length);
  let source = 0;
  for (let target = 0; target < data.length; target++) {
    result.data[target] = data[source];
    for (let k = order.length - 1; k >= 0; k--) {
      source += steps[k];
      if (++index[k] < result.shape[k]) break;
      source -= steps[k] * index[k];
      index[k] = 0;
    }
  }
  return result;
}
