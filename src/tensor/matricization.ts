import { InputError } from "../errors.js";
import { permuteModes } from "./permute-modes.js";
import { createTensor, type Tensor } from "./tensor.js";

/**
 * Matricization [[W; I]]: the tensor's entries as a matrix whose rows go with the modes in I and whose columns with the
 * others.
 *
 * Source: thesis Definition 6. There the first index of a row or column runs fastest; here, as in all our data, the last:
 * the same matrix up to a fixed order of rows and columns, with the same ranks and singular values.
 *
 * @param modes I, distinct modes in any order (used ascending); may be empty or all modes
 * @returns shape [product of D_i over I, product of D_j over the rest]
 *
 * Complexity: O(entries).
 * @throws InputError where a mode is repeated or out of range
 *
 * @example
 * ```ts
 * import { createTensor, matricize } from "seprank/tensor";
 *
 * const tensor = createTensor([2, 2, 2], Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7));
 * matricize(tensor, [1]); // => createTensor([2, 4], Float64Array.of(0, 1, 4, 5, 2, 3, 6, 7))
 * ```
 */
export function matricize(tensor: Tensor, modes: readonly number[]): Tensor {
  const { rows, columns } = splitModes(tensor.shape.length, modes);
  const permuted = permuteModes(tensor, [...rows, ...columns]);
  const rowCount = rows.reduce((product, mode) => product * tensor.shape[mode], 1);
  return createTensor([rowCount, permuted.data.length / rowCount], permuted.data);
}

/**
 * The tensor of shape `shape` whose matricization by `modes` is `matrix`: the inverse of {@link matricize}.
 *
 * Complexity: O(entries).
 * @throws InputError where a mode is repeated or out of range, or the matrix has another number of entries
 *
 * @example
 * ```ts
 * import { createTensor, matricize, tensorize } from "seprank/tensor";
 *
 * const tensor = createTensor([2, 2, 2], Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7));
 * tensorize(matricize(tensor, [1]), [1], [2, 2, 2]); // => tensor
 * ```
 */
export function tensorize(matrix: Tensor, modes: readonly number[], shape: readonly number[]): Tensor {
  const { rows, columns } = splitModes(shape.length, modes);
  const order = [...rows, ...columns];
  const arranged = createTensor(
    order.map((mode) => shape[mode]),
    matrix.data,
  );
  return permuteModes(
    arranged,
    shape.map((_, mode) => order.indexOf(mode)),
  );
}

function splitModes(order: number, modes: readonly number[]): { rows: number[]; columns: number[] } {
  const rows = [...modes].sort((a, b) => a - b);
  rows.forEach((mode, k) => {
    if (!Number.isInteger(mode) || mode < 0 || mode >= order || mode === rows[k - 1])
      throw new InputError(
        `modes [${modes.join(", ")}]: expected distinct modes from 0 to ${order - 1}, got ${mode}`,
      );
  });
  const columns = Array.from({ length: order }, (_, mode) => mode).filter((mode) => !rows.includes(mode));
  return { rows, columns };
}
