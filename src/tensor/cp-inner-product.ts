import { InputError } from "../errors.js";
import { matMulTransposedLeft } from "../kernels/float64/mat-mul-transposed-left.js";
import { type CpTensor, cpComponentCount } from "./cp-tensor.js";

/**
 * Inner product of two tensors in CP form, without building either.
 *
 * <A, B> = sum over r, s of the product over n of <a_r^n, b_s^n>. Source: Kolda and Bader (2009), section 3.4. The square
 * norm of a tensor is its inner product with itself.
 *
 * Complexity: O(R S (D_1 + ... + D_N)) time, O(R S) memory.
 * @throws InputError where a form is no CP form or the shapes differ
 */
export function cpInnerProduct(left: CpTensor, right: CpTensor): number {
  const rows = cpComponentCount(left);
  const columns = cpComponentCount(right);
  const shapes = [left, right].map(({ factors }) => factors.map(({ shape }) => shape[0]).join(", "));
  if (shapes[0] !== shapes[1])
    throw new InputError(
      `CP inner product: expected tensors of one shape, got [${shapes[0]}] and [${shapes[1]}]`,
    );
  const products = new Float64Array(rows * columns).fill(1);
  const gram = new Float64Array(rows * columns);
  left.factors.forEach(({ data, shape }, n) => {
    matMulTransposedLeft(data, right.factors[n].data, gram, rows, shape[0], columns);
    for (let k = 0; k < gram.length; k++) products[k] *= gram[k];
  });
  return products.reduce((sum, value) => sum + value, 0);
}
