import { InputError } from "../errors.js";

/**
 * Schatten-p norm (a quasi-norm for p < 1) of a matrix of given singular values.
 *
 * (sum over r of sigma_r^p)^(1/p); p = 1, 2 and infinity are the nuclear, Frobenius and spectral norm. Source: thesis
 * section 1.3.1, footnote 5.
 *
 * @param singularValues non-negative, in any order
 * @param p in (0, infinity]
 *
 * Complexity: O(length).
 * @throws InputError where p is not positive
 */
export function schattenNorm(singularValues: ArrayLike<number>, p: number): number {
  if (!(p > 0)) throw new InputError(`Schatten norm: expected p > 0 (or infinity), got ${p}`);
  let largest = 0;
  for (let r = 0; r < singularValues.length; r++) largest = Math.max(largest, singularValues[r]);
  if (largest === 0 || p === Number.POSITIVE_INFINITY) return largest;
  let sum = 0;
  for (let r = 0; r < singularValues.length; r++) sum += (singularValues[r] / largest) ** p;
  return largest * sum ** (1 / p);
}
