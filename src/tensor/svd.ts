import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { checkFinite, checkMatrix, createTensor, type Tensor } from "./tensor.js";

/** A thin singular value decomposition A = U diag(values) V^T, with K = min(rows, columns). */
export interface SingularValues {
  /** U: [rows, K], its columns the left singular vectors. */
  readonly left: Tensor;
  /** [K], falling. */
  readonly values: Float64Array;
  /** V: [columns, K], its columns the right singular vectors. */
  readonly right: Tensor;
}

/**
 * Thin singular value decomposition of a dense matrix (Golub and Kahan, by ml-matrix).
 *
 * @param matrix [rows, columns]
 *
 * Complexity: O(rows * columns * min(rows, columns)).
 * @throws InputError where the argument is no matrix or holds a NaN or an infinite number
 *
 * @example
 * ```ts
 * import { createTensor, svd } from "seprank/tensor";
 *
 * const { left, values, right } = svd(createTensor([2, 2], Float64Array.of(0, 2, 1, 0)));
 * values; // => Float64Array.of(2, 1)
 * [left.shape, right.shape]; // => [[2, 2], [2, 2]]
 * ```
 */
export function svd(matrix: Tensor): SingularValues {
  const found = decompose(matrix, true);
  return {
    left: fromMatrix(found.leftSingularVectors),
    values: Float64Array.from(found.diagonal),
    right: fromMatrix(found.rightSingularVectors),
  };
}

/**
 * Singular values of a dense matrix, falling.
 *
 * @returns [min(rows, columns)]
 *
 * Complexity: O(rows * columns * min(rows, columns)).
 * @throws InputError where the argument is no matrix or holds a NaN or an infinite number
 *
 * @example
 * ```ts
 * import { createTensor, singularValues } from "seprank/tensor";
 *
 * singularValues(createTensor([2, 2], Float64Array.of(0, 2, 1, 0))); // => Float64Array.of(2, 1)
 * ```
 */
export function singularValues(matrix: Tensor): Float64Array {
  return Float64Array.from(decompose(matrix, false).diagonal);
}

function decompose(matrix: Tensor, wantVectors: boolean): SingularValueDecomposition {
  checkMatrix(matrix, "singular values");
  checkFinite(matrix.data, "singular values"); // the iteration would not end on a NaN
  const [rows, columns] = matrix.shape;
  return new SingularValueDecomposition(Matrix.from1DArray(rows, columns, matrix.data), {
    computeLeftSingularVectors: wantVectors,
    computeRightSingularVectors: wantVectors,
    autoTranspose: true,
  });
}

function fromMatrix(matrix: Matrix): Tensor {
  return createTensor([matrix.rows, matrix.columns], Float64Array.from(matrix.to1DArray()));
}
