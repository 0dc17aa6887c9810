import { InputError } from "../errors.js";
import { frobeniusNorm } from "./frobenius-norm.js";

/**
 * Frobenius distance from a matrix of given singular values to the nearest matrix of rank R or less.
 *
 * D(W, M_R) = (sum over r > R of sigma_r^2)^(1/2). Source: thesis Definition 2 with the theorem of Eckart and Young
 * (1936).
 *
 * @param singularValues falling
 * @param rank R >= 0
 *
 * Complexity: O(length).
 * @throws InputError where the rank is no integer >= 0
 */
export function distanceFromRank(singularValues: ArrayLike<number>, rank: number): number {
  if (!Number.isInteger(rank) || rank < 0)
    throw new InputError(`rank: expected an integer >= 0, got ${rank}`);
  return frobeniusNorm(Array.from(singularValues).slice(rank));
}
