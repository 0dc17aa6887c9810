import { InputError } from "../errors.js";
import type { HierarchicalFactorization } from "../factorization/models/hierarchical-factorization.js";
import { matricize } from "../tensor/matricization.js";
import { minimalCut, type NetworkCut } from "../tensor/minimal-cut.js";
import { checkFinite } from "../tensor/tensor.js";
import { entanglementEntropy } from "./entanglement.js";
import { modularRank } from "./modular-rank.js";
import { createPrimeField, type PrimeField } from "./prime-field.js";
import { type RankFromBelow, type RankOptions, rankFromBelow } from "./rank-from-below.js";

/** The separation rank of a hierarchical factorization's function, for given weights. */
export interface HierarchicalSeparationRank extends RankFromBelow {
  /**
   * Rank of the same matrix modulo the prime, a lower bound with no tolerance in it; undefined where the weights are not
   * integers so small that the end tensor is exact in doubles. Where it equals the cut's weight it is the separation rank.
   */
  readonly modularRank: number | undefined;
  /** An upper bound for all weights: the least cut of the factorization's tree of tensors between I and the rest. */
  readonly cut: NetworkCut;
  /** Entanglement entropy of the matricization, in nats. */
  readonly entanglement: number;
}

/**
 * The separation rank of the function of a hierarchical factorization (a convolutional network with product pooling).
 *
 * sep(f; I) = rank [[W_H; I]], for every set I of modes, where f(x^(1), ..., x^(N)) = <x^(1) ⊗ ... ⊗ x^(N), W_H>, the output of
 * productPoolingNetwork, and W_H is the end tensor: the grid tensor of f on the standard basis vectors. So here the lower
 * bound by grid tensors, which graph networks get, is the separation rank itself, up to the numerical rank's tolerance
 * ({@link rankFromBelow}). The least cut of the tree, a tensor network whose delta tensors are the nodes' local components,
 * bounds it from above as it does for graph networks.
 *
 * Source: thesis Proposition 9 (appendix C.3) with Definition 9; for the cut, Definition 19 and Lemma 51.
 *
 * @param weights flat, [weightCount]
 * @param modes I, distinct; empty or all modes give 1 by definition, 0 for the zero function
 * @param options `field`: for the modular rank
 *
 * Complexity: O(entries of the end tensor * (largest width + min(rows, columns) of its matricization)).
 * @throws InputError where the weights have another length or are not finite, a mode is repeated or out of range, or the
 *   end tensor would not fit in memory
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { gaussianInitialization, hierarchicalFactorization } from "seprank/factorization";
 * import { hierarchicalSeparationRank } from "seprank/separation-rank";
 * import { perfectModeTree } from "seprank/tensor";
 *
 * const model = hierarchicalFactorization([2, 2, 2, 2], perfectModeTree(4, 2), 2);
 * const weights = gaussianInitialization(model, 1, createRandom(0));
 * // The node above the modes 0 and 1 has width 2, which bounds the rank between them and the others.
 * hierarchicalSeparationRank(model, weights, [0, 1]).rank; // => 2
 * ```
 */
export function hierarchicalSeparationRank(
  factorization: HierarchicalFactorization,
  weights: Float64Array,
  modes: readonly number[],
  { field = createPrimeField(), ...options }: RankOptions & { readonly field?: PrimeField } = {},
): HierarchicalSeparationRank {
  if (weights.length !== factorization.weightCount)
    throw new InputError(`weights: expected ${factorization.weightCount}, got ${weights.length}`);
  checkFinite(weights, "weights");
  const matrix = matricize(factorization.endTensor(weights), modes);
  const found = rankFromBelow(matrix, options);
  return {
    ...found,
    modularRank: isExact(factorization, weights) ? modularRank(matrix, field) : undefined,
    cut: treeCut(factorization, modes),
    entanglement: entanglementEntropy(found.singularValues),
  };
}

/**
 * Whether all integers on the way to the end tensor are exact in doubles. With weights max(|w|, 1) in place of w every one
 * of them is at most some entry of the end tensor; half of 2^53 leaves a margin for that bound's own roundings.
 */
function isExact(factorization: HierarchicalFactorization, weights: Float64Array): boolean {
  if (!weights.every(Number.isSafeInteger)) return false;
  const bounds = factorization.endTensor(weights.map((weight) => Math.max(1, Math.abs(weight))));
  return bounds.data.every((bound) => bound < 2 ** 52);
}

/** Leg h_v joins the matrices of node v and of its children; leg x_n the matrix of leaf n and the input of mode n. */
function treeCut({ tree, shape, blocks }: HierarchicalFactorization, modes: readonly number[]): NetworkCut {
  if (modes.length === 0 || modes.length === tree.order) return { legs: [], weight: 1, logWeight: 0 };
  const own = (v: number) => (tree.nodes[v].children.length === 0 ? `x${v}` : `h${v}`);
  const matrices = tree.nodes.map(({ parent }, v) => (parent < 0 ? [own(v)] : [own(v), `h${parent}`]));
  const inputs = shape.map((_, n) => [own(n)]);
  const dimensions = new Map(blocks.map(({ rows }, v) => [own(v), rows]));
  const place = (n: number) => matrices.length + n;
  const others = shape.flatMap((_, n) => (modes.includes(n) ? [] : [place(n)]));
  return minimalCut([...matrices, ...inputs], dimensions, modes.map(place), others);
}
