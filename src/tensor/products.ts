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
 *
 * @example
 * ```ts
 * import { createTensor, khatriRao } from "seprank/tensor";
 *
 * const a = createTensor([2, 1], Float64Array.of(1, 2));
 * const b = createTensor([2, 1], Float64Array.of(3, 4));
 * [...khatriRao([a, b]).data]; // => [3, 4, 6, 8]
 * ```
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

/**
 * Inner product of two dense tensors: the sum of the products of their entries.
 *
 * Complexity: O(entries).
 * @throws InputError where the shapes differ
 *
 * @example
 * ```ts
 * import { createTensor, innerProduct } from "seprank/tensor";
 *
 * innerProduct(createTensor([2], Float64Array.of(1, 2)), createTensor([2], Float64Array.of(3, 4))); // => 11
 * ```
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

/**
 * Outer (tensor) product: its modes are those of the first factor, then those of the second, and so on.
 *
 * (A ⊗ B)_{i..., j...} = A_{i...} B_{j...}. Source: thesis section 2.2.
 *
 * @param factors of any order; none gives the scalar 1, a tensor of order 0
 *
 * Complexity: O(entries of the result).
 *
 * @example
 * ```ts
 * import { createTensor, outerProduct } from "seprank/tensor";
 *
 * const product = outerProduct([createTensor([2], Float64Array.of(1, 2)), createTensor([2], Float64Array.of(3, 4))]);
 * [...product.data]; // => [3, 4, 6, 8]
 * ```
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

/**
 * Mode product W ×_n U: every fibre of mode n is multiplied by the matrix.
 *
 * (W ×_n U)_{..., j, ...} = sum over d of U_{j,d} W_{..., d, ...}. Source: Kolda and Bader (2009), section 2.5.
 *
 * @param matrix [J, D_n]
 * @param mode n, from 0
 * @returns the tensor's shape with D_n replaced by J
 *
 * Complexity: O(J * entries).
 * @throws InputError where the mode is out of range or the matrix has another number of columns than the mode's dimension
 *
 * @example
 * ```ts
 * import { createTensor, modeProduct } from "seprank/tensor";
 *
 * const vector = createTensor([2], Float64Array.of(1, 2));
 * const matrix = createTensor([3, 2], Float64Array.of(1, 0, 0, 1, 1, 1));
 * [...modeProduct(vector, matrix, 0).data]; // => [1, 2, 3]
 * ```
 */
export function modeProduct(tensor: Tensor, matrix: Tensor, mode: number): Tensor {
  checkMatrix(matrix, "mode product");
  const { shape, data } = tensor;
  const dimension = shape[mode];
  const [rows, columns] = matrix.shape;
  if (columns !== dimension)
    throw new InputError(
      `mode product with mode ${mode} of [${shape.join(", ")}]: expected a matrix of ${dimension ?? "no"} columns, got ${columns}`,
    );
  const result = createTensor(shape.map((size, n) => (n === mode ? rows : size)));
  const inner = shape.slice(mode + 1).reduce((product, size) => product * size, 1);
  const outer = data.length / (inner * dimension);
  for (let o = 0; o < outer; o++)
    for (let j = 0; j < rows; j++)
      for (let d = 0; d < dimension; d++) {
        const value = matrix.data[j * dimension + d];
        const source = (o * dimension + d) * inner;
        const target = (o * rows + j) * inner;
        for (let k = 0; k < inner; k++) result.data[target + k] += value * data[source + k];
      }
  return result;
}
