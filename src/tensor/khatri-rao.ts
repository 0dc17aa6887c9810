import { InputError } from "../errors.js";
import { checkMatrix, createTensor, type Tensor } from "./tensor.js";

/**
 * Khatri-Rao product: column r is the Kronecker product of the factors' columns r.
 *
 * (A ⊙ B)_{i J + j, r} = A_{i,r} B_{j,r}. Source: Kolda and Bader (2009), section 2.6.
 *
 * @param factors matrices [D_k, R] with the same R, at least one
 * @returns [product of D_k, R]
 *
 * Complexity: O(entries of the result).
 * @throws InputError where there is no factor, one is no matrix, or their numbers of columns differ
 */
export function khatriRao(factors: readonly Tensor[]): Tensor {
  if (factors.length === 0)
    throw new InputError("Khatri-Rao product: expected at least one matrix, got none");
  for (const [k, factor] of factors.entries()) {
    checkMatrix(factor, `Khatri-Rao factor ${k}`);
    if (factor.shape[1] !== factors[0].shape[1])
      throw new InputError(
        `Khatri-Rao factor ${k}: expected ${factors[0].shape[1]} columns as in factor 0, got ${factor.shape[1]}`,
      );
  }
  return factors.reduce((left, right) => {
    const [leftRows, columns] = left.shape;
    const rightRows = right.shape[0];
    const product = createTensor([leftRows * rightRows, columns]);
    let k = 0;
    for (let i = 0; i < leftRows; i++)
      for (let j = 0; j < rightRows; j++)
        for (let r = 0; r < columns; r++)
          product.data[k++] = left.data[i * columns + r] * right.data[j * columns + r];
    return product;
  });
}
