import { InputError } from "../errors.js";
import { matMulTransposedLeft } from "../kernels/float64/mat-mul.js";
import { checkMatrix, createTensor, type Tensor } from "./tensor.js";

/** A tensor as a sum of R components, W = sum over r of w_r^1 ⊗ ... ⊗ w_r^N (thesis equation 2.3). */
export interface CpTensor {
  /** Matrix n holds w_1^n, ..., w_R^n as columns: shape [D_n, R]. */
  readonly factors: readonly Tensor[];
}

/**
 * The full tensor of a CP form.
 *
 * @returns shape [D_1, ..., D_N]
 *
 * Complexity: O(R * entries).
 * @throws InputError where the factors are no CP form or the full tensor would not fit in memory
 *
 * @example
 * ```ts
 * import { cpToTensor, createTensor } from "seprank/tensor";
 *
 * const factors = [createTensor([2, 1], Float64Array.of(1, 2)), createTensor([2, 1], Float64Array.of(3, 4))];
 * [...cpToTensor({ factors }).data]; // => [3, 4, 6, 8]
 * ```
 */
export function cpToTensor(form: CpTensor): Tensor {
  const rank = cpComponentCount(form);
  const result = createTensor(form.factors.map(({ shape }) => shape[0]));
  // Partial products over the first modes, [entries so far, R], grown one mode at a time; the last mode is summed over r.
  let partial = new Float64Array(rank).fill(1);
  for (const { data, shape } of form.factors.slice(0, -1)) {
    const prefixes = partial.length / rank;
    const grown = new Float64Array(partial.length * shape[0]);
    let k = 0;
    for (let p = 0; p < prefixes; p++)
      for (let d = 0; d < shape[0]; d++)
        for (let r = 0; r < rank; r++) grown[k++] = partial[p * rank + r] * data[d * rank + r];
    partial = grown;
  }
  const last = form.factors[form.factors.length - 1];
  const dimension = last.shape[0];
  for (let k = 0; k < result.data.length; k++) {
    const left = Math.floor(k / dimension) * rank;
    const right = (k % dimension) * rank;
    let sum = 0;
    for (let r = 0; r < rank; r++) sum += partial[left + r] * last.data[right + r];
    result.data[k] = sum;
  }
  return result;
}

/**
 * R, the number of components of a CP form.
 *
 * @throws InputError where there is no factor, one is no matrix, or their numbers of columns differ
 */
export function cpComponentCount({ factors }: CpTensor): number {
  if (factors.length === 0) throw new InputError("CP form: expected at least one factor matrix, got none");
  for (const [n, factor] of factors.entries()) {
    checkMatrix(factor, `CP factor ${n}`);
    if (factor.shape[1] !== factors[0].shape[1])
      throw new InputError(
        `CP factor ${n}: expected ${factors[0].shape[1]} columns as in factor 0, got ${factor.shape[1]}`,
      );
  }
  return factors[0].shape[1];
}

/**
 * Inner product of two tensors in CP form, without building either.
 *
 * <A, B> = sum over r, s of the product over n of <a_r^n, b_s^n>. Source: Kolda and Bader (2009), section 3.4. The square
 * norm of a tensor is its inner product with itself.
 *
 * Complexity: O(R S (D_1 + ... + D_N)) time, O(R S) memory.
 * @throws InputError where a form is no CP form or the shapes differ
 *
 * @example
 * ```ts
 * import { cpInnerProduct, createTensor } from "seprank/tensor";
 *
 * const u = { factors: [createTensor([2, 1], Float64Array.of(1, 2)), createTensor([2, 1], Float64Array.of(3, 4))] };
 * cpInnerProduct(u, u); // => 125
 * ```
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
