import { InputError } from "../errors.js";
import { checkFinite, checkMatrix, entryCount, type Tensor } from "../tensor/tensor.js";

/**
 * Rank-one tensors x_i^1 ⊗ ... ⊗ x_i^N that an end tensor W is paired with: sample i is <x_i^1 ⊗ ... ⊗ x_i^N, W>.
 *
 * With standard basis vectors, samples are entries of W; with any vectors they are rank-one measurements, or the inputs
 * of the product-pooling network that the factorization is (thesis Figure 3.2 and Proposition 8).
 */
export interface Inputs {
  /** Number of samples. */
  readonly count: number;
  /** [count, N]: for sample i and mode n, the row of `vectors[n]`, or without `vectors` the index along mode n. */
  readonly rows: Uint32Array;
  /** Matrix n, [any, D_n], holds vectors of mode n as rows. Absent: standard basis vectors. */
  readonly vectors?: readonly Tensor[];
}

/**
 * Inputs that pick entries of the end tensor.
 *
 * @param indices index tuples from 0, [count][N]
 * @throws InputError where there are none, or an index is out of range
 *
 * @example
 * ```ts
 * import { entryInputs } from "seprank/factorization";
 *
 * [...entryInputs([2, 3], [[1, 2], [0, 0]]).rows]; // => [1, 2, 0, 0]
 * ```
 */
export function entryInputs(shape: readonly number[], indices: readonly (readonly number[])[]): Inputs {
  if (indices.length === 0) throw new InputError("entries: expected at least one index tuple, got none");
  const rows = new Uint32Array(indices.length * shape.length);
  indices.forEach((index, i) => {
    const wrong = shape.findIndex(
      (size, n) => !Number.isInteger(index[n]) || index[n] < 0 || index[n] >= size,
    );
    if (index.length !== shape.length || wrong >= 0)
      throw new InputError(
        `entry ${i} [${index.join(", ")}]: expected ${shape.length} indices from 0, below [${shape.join(", ")}]`,
      );
    rows.set(index, i * shape.length);
  });
  return { count: indices.length, rows };
}

/**
 * Inputs that pick every entry of the end tensor, in row-major order.
 *
 * @throws InputError where the full tensor would not fit in memory
 *
 * @example
 * ```ts
 * import { allEntryInputs } from "seprank/factorization";
 *
 * allEntryInputs([2, 3]).count; // => 6
 * ```
 */
export function allEntryInputs(shape: readonly number[]): Inputs {
  const count = entryCount(shape);
  const rows = new Uint32Array(count * shape.length);
  for (let i = 0; i < count; i++) {
    let rest = i;
    for (let n = shape.length - 1; n >= 0; n--) {
      rows[i * shape.length + n] = rest % shape[n];
      rest = Math.floor(rest / shape[n]);
    }
  }
  return { count, rows };
}

/**
 * Inputs of arbitrary vectors.
 *
 * @param vectors matrix n is [count, D_n], its row i the vector x_i^n
 * @throws InputError where a matrix has another shape, or holds a number that is not finite
 *
 * @example
 * ```ts
 * import { vectorInputs } from "seprank/factorization";
 * import { createTensor } from "seprank/tensor";
 *
 * // One input of two vectors: x = (1, 2) and y = (3, 4, 5).
 * const x = createTensor([1, 2], Float64Array.of(1, 2));
 * const y = createTensor([1, 3], Float64Array.of(3, 4, 5));
 * vectorInputs([2, 3], [x, y]).count; // => 1
 * ```
 */
export function vectorInputs(shape: readonly number[], vectors: readonly Tensor[]): Inputs {
  if (vectors.length !== shape.length)
    throw new InputError(
      `input vectors: expected ${shape.length} matrices, one for each mode, got ${vectors.length}`,
    );
  const count = vectors[0].shape[0];
  vectors.forEach((matrix, n) => {
    checkMatrix(matrix, `input vectors of mode ${n}`);
    if (matrix.shape[0] !== count || matrix.shape[1] !== shape[n])
      throw new InputError(
        `input vectors of mode ${n}: expected shape [${count}, ${shape[n]}], got [${matrix.shape.join(", ")}]`,
      );
    checkFinite(matrix.data, `input vectors of mode ${n}`);
  });
  const order = shape.length;
  const rows = Uint32Array.from({ length: count * order }, (_, k) => Math.floor(k / order));
  return { count, rows, vectors };
}
