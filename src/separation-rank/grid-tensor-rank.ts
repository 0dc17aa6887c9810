import type { VertexSet } from "../walks/vertex-set.js";
import { type GridMatrixOptions, gridMatrix } from "./grid-matrix.js";
import { modularRank } from "./modular-rank.js";
import { createPrimeField, type PrimeField } from "./prime-field.js";
import { type RankFromBelow, type RankOptions, rankFromBelow } from "./rank-from-below.js";
import type { Sampling } from "./sample-points.js";
import type { Templates, VectorFunction } from "./templates.js";

/**
 * The numerical rank of a function's matricized grid tensor: a lower bound on its separation rank.
 *
 * rank [[B(f); I]] <= sep(f; I). For the tolerance see {@link rankFromBelow}: where f's values are as accurate as stated, no
 * rounding is taken for rank. What rests on no tolerance at all is gridTensorModularRank. With I empty or everything the
 * rank is 1 by definition, 0 for the zero function.
 *
 * Source: thesis Definition 9 (separation rank), appendix D.7.3 and Lemma 53 (lower bound by grid tensors).
 *
 * @param templates by variable, the vectors to put in for it
 * @param subset I, indices of variables
 * @param options `sampling`: random points of both sides in place of all
 *
 * Complexity: O(R C) calls of f and O(R C min(R, C)) for the decomposition, with R rows and C columns.
 * @throws InputError where arguments do not fit (see {@link gridMatrix}), f gives a number that is not finite, or
 *   accuracy or tolerance are out of range
 *
 * @example
 * ```ts
 * import { gridTensorRank } from "seprank/separation-rank";
 *
 * const dot = ([x, y]: readonly Float64Array[]) => x[0] * y[0] + x[1] * y[1];
 * const unit = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
 * gridTensorRank(dot, [unit, unit], [0]).rank; // => 2
 * ```
 */
export function gridTensorRank(
  f: VectorFunction,
  templates: Templates,
  subset: VertexSet,
  { sampling, ...options }: RankOptions & { readonly sampling?: Sampling } = {},
): RankFromBelow {
  return rankFromBelow(gridMatrix(f, templates, subset, { sampling }), options);
}

/**
 * The rank, in exact arithmetic over a prime field, of a function's matricized grid tensor.
 *
 * What it proves: rank modulo p <= rank over the rationals <= sep(f; I), for every f with integer values and every p: a
 * lower bound always, with no tolerance in it. What it makes likely: f a polynomial with integer coefficients in weights
 * and templates together, of total degree d, and r the rank of the grid tensor over the field of fractions modulo p. Then
 * some r x r minor is a polynomial of degree at most r d that is not 0, and where weights and templates are drawn uniformly
 * and independently from the field, it vanishes with probability at most r d / p (Schwartz 1980, Zippel 1979), see
 * {@link modularRankFailure}. That r is the rank over the rationals for almost all real weights too, but for the finitely
 * many p that divide every coefficient of all minors of that size; the maximum over several primes is again a lower bound.
 *
 * @param f its values are integers below 2^53 in absolute value: exact, or already modulo the field's prime
 * @param templates of integers; with combinations, f gets vectors modulo the prime
 * @param subset I, indices of variables; empty or everything gives 1 by definition, 0 for the zero function
 *
 * Complexity: O(R C) calls of f and O(R C rank) for the elimination, with R rows and C columns.
 * @throws InputError where arguments do not fit (see {@link gridMatrix}), or a value of f is no such integer
 *
 * @example
 * ```ts
 * import { createPrimeField, gridTensorModularRank } from "seprank/separation-rank";
 *
 * const field = createPrimeField();
 * const dot = ([x, y]: readonly Float64Array[]) => x[0] * y[0] + x[1] * y[1];
 * const unit = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
 * gridTensorModularRank(dot, [unit, unit], [0], { field }); // => 2
 * ```
 */
export function gridTensorModularRank(
  f: VectorFunction,
  templates: Templates,
  subset: VertexSet,
  { field = createPrimeField(), sampling }: GridMatrixOptions = {},
): number {
  return modularRank(gridMatrix(f, templates, subset, { sampling, field }), field);
}

/**
 * A bound on the probability that a rank found modulo a prime is below r: min(1, r d / p).
 *
 * Source: Schwartz (1980), Zippel (1979); see {@link gridTensorModularRank} for r, and for what has to be random.
 *
 * @param rank r
 * @param degree d, total degree of f in weights and templates (and coefficients of combinations)
 *
 * @example
 * ```ts
 * import { createPrimeField, modularRankFailure } from "seprank/separation-rank";
 *
 * modularRankFailure(100, 10, createPrimeField()) < 2e-5; // => true
 * ```
 */
export function modularRankFailure(rank: number, degree: number, { prime }: PrimeField): number {
  return Math.min(1, (rank * degree) / prime);
}
