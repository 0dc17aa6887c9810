import type { VertexSet } from "../walks/vertex-set.js";
import { gridMatrix } from "./grid-matrix.js";
import { type RankFromBelow, type RankOptions, rankFromBelow } from "./rank-from-below.js";
import type { Sampling } from "./sample-points.js";
import type { Templates, VectorFunction } from "./templates.js";

/**
 * The numerical rank of a function's matricized grid tensor: a lower bound on its separation rank.
 *
 * rank [[B(f); I]] <= sep(f; I). For the tolerance see {@link rankFromBelow}: where f's values are as accurate as said, no
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
 */
export function gridTensorRank(
  f: VectorFunction,
  templates: Templates,
  subset: VertexSet,
  { sampling, ...options }: RankOptions & { readonly sampling?: Sampling } = {},
): RankFromBelow {
  return rankFromBelow(gridMatrix(f, templates, subset, sampling), options);
}
