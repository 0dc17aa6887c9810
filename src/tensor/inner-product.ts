import { InputError } from "../errors.js";
import type { Tensor } from "./tensor.js";

/**
 * Inner product of two dense tensors: the sum of the products of their entries.
 *
 * Complexity: O(entries).
 * @throws InputError where the shapes differ
 */
export function innerProduct(left: Tensor, right: Tensor): number {
  if (left.shape.join() !== right.shape.join())
    throw new InputError(
      `inner product: expected two tensors of one shape, got [${left.shape.join(", ")}] and [${right.shape.join(", ")}]`,
    );
  let sum = 0;
  for (let k = 0; k < left.data.length; k++) sum += left.data[k] * right.data[k];
  return sum;
}
