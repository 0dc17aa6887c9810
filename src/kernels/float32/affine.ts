import { matMul } from "./mat-mul.js";

/**
 * Product of two dense matrices, with a row vector added to every row: out = A B + bias.
 *
 * @param a [rows, inner]
 * @param b [inner, columns]
 * @param bias [columns]
 * @param out [rows, columns] overwritten
 *
 * Complexity: O(rows * inner * columns).
 */
export function affine(
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  matMul(a, b, out, rows, inner, columns);
  for (let k = 0, row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, k++) out[k] += bias[column];
}
