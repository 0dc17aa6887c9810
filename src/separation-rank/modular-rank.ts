import { InputError } from "../errors.js";
import { checkMatrix, type Tensor } from "../tensor/tensor.js";
import type { PrimeField } from "./prime-field.js";

/**
 * Rank of a matrix of integers over a prime field, by elimination: no float tolerance is in it.
 *
 * It is at most the rank over the rationals, since a minor that is not 0 modulo the prime is not 0; below it only where the
 * prime divides every minor of the larger size.
 *
 * @param matrix [rows, columns] of safe integers, of either sign
 *
 * Complexity: O(rows * columns * rank).
 * @throws InputError where the argument is no matrix, or an entry no safe integer
 *
 * @example
 * ```ts
 * import { createPrimeField, modularRank } from "seprank/separation-rank";
 * import { createTensor } from "seprank/tensor";
 *
 * modularRank(createTensor([2, 2], Float64Array.of(1, 2, 2, 4)), createPrimeField()); // => 1
 * ```
 */
export function modularRank(matrix: Tensor, field: PrimeField): number {
  checkMatrix(matrix, "modular rank");
  const [rows, columns] = matrix.shape;
  const data = matrix.data.map((value, k) => {
    if (!Number.isSafeInteger(value))
      throw new InputError(`modular rank: expected integers below 2^53, got ${value} at entry ${k}`);
    return field.reduce(value);
  });
  let rank = 0;
  for (let column = 0; column < columns && rank < rows; column++) {
    let pivot = rank;
    while (pivot < rows && data[pivot * columns + column] === 0) pivot++;
    if (pivot === rows) continue;
    if (pivot !== rank)
      for (let k = column; k < columns; k++) {
        const value = data[rank * columns + k];
        data[rank * columns + k] = data[pivot * columns + k];
        data[pivot * columns + k] = value;
      }
    const scale = field.prime - field.invert(data[rank * columns + column]);
    for (let row = rank + 1; row < rows; row++) {
      if (data[row * columns + column] === 0) continue;
      const factor = field.multiplyAdd(data[row * columns + column], scale, 0);
      for (let k = column; k < columns; k++)
        data[row * columns + k] = field.multiplyAdd(
          factor,
          data[rank * columns + k],
          data[row * columns + k],
        );
    }
    rank++;
  }
  return rank;
}
