import { createTensor, type Tensor } from "./tensor.js";

/**
 * Outer (tensor) product: its modes are those of the first factor, then those of the second, and so on.
 *
 * (A ⊗ B)_{i..., j...} = A_{i...} B_{j...}. Source: thesis section 2.2.
 *
 * @param factors of any order; none gives the scalar 1, a tensor of order 0
 *
 * Complexity: O(entries of the result).
 */
export function outerProduct(factors: readonly Tensor[]): Tensor {
  const shape = factors.flatMap((factor) => factor.shape);
  const result = createTensor(shape);
  result.data[0] = 1;
  let filled = 1;
  for (const { data } of factors) {
    // In place from the back: position p * length + q is never before p.
    for (let p = filled - 1; p >= 0; p--) {
      const value = result.data[p];
      for (let q = data.length - 1; q >= 0; q--) result.data[p * data.length + q] = value * data[q];
    }
    filled *= data.length;
  }
  return result;
}
