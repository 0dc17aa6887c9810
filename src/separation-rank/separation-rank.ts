import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import type { Random } from "../random.js";
import type { ExactCount } from "../walks/exact-count.js";
import { separationRankBounds } from "../walks/separation-rank-bounds.js";
import { vertexMask } from "../walks/vertex-set.js";
import type { Partition } from "../walks/walk-index.js";
import { explicitCut } from "./explicit-cut.js";
import { gnnMinimalCut } from "./gnn-minimal-cut.js";
import { gnnNetworkSize } from "./gnn-network-size.js";
import { gridTensorModularRank, modularRankFailure } from "./grid-tensor-modular-rank.js";
import { gridTensorRank } from "./grid-tensor-rank.js";
import { createPrimeField } from "./prime-field.js";
import { type ProductGnnWeights, productGnn, sizeOfProductGnn } from "./product-gnn.js";
import type { Templates } from "./templates.js";
import { tensorNetworkOfGnn } from "./tensor-network-of-gnn.js";

/** Options of {@link separationRank}. */
export interface SeparationRankOptions {
  /** for the points at which the function is evaluated */
  readonly random: Random;
  /** most points a side: larger ranks stay undecided; default 512 */
  readonly maxPoints?: number;
  /** most nodes of the network that the minimal cut is searched in; default 20,000, 0 for no search */
  readonly maxNodes?: number;
  /** logarithm of the minimal cut's weight where an earlier call found it: it does not depend on the weights' values */
  readonly minimalCut?: number | null | undefined;
}

/** The separation rank of a graph neural network, and what bounds it. Bounds are natural logarithms of ranks. */
export interface SeparationRank {
  /** the rank measured: a lower bound, see `decided` */
  readonly rank: number;
  /** "modular": exact arithmetic, for integer weights; "float": singular values above the errors of doubles */
  readonly arithmetic: "modular" | "float";
  /**
   * whether the rank is the separation rank: "certain" where it meets an upper bound, "almost surely" where fewer than the
   * points were needed (but for an event of probability `failure`, and in floats for values lost in rounding), else "no"
   */
  readonly decided: "certain" | "almost surely" | "no";
  /** bound on the probability that the points lower an exact rank that was decided almost surely; else 0 */
  readonly failure: number;
  /** points a side */
  readonly points: number;
  /** logarithm of the minimal cut's weight; null where the network is too large for the search */
  readonly minimalCut: number | null;
  /** logarithm of the weight of theorem 7's own cut (theorem 10's bound on directed graphs) */
  readonly explicitCut: number;
  /** theorem 7 (10 on directed graphs): for all weights */
  readonly upper: number;
  /** theorem 8 (11): for almost all weights */
  readonly lower: number;
  /** WI_{L-1}(I), or WI_{L-1,t}(I) */
  readonly walkIndex: ExactCount;
}

/**
 * The separation rank of the function that a graph neural network with product aggregation realizes, with respect to a
 * partition (I, V \ I), measured and bounded.
 *
 * Measured: the rank of the function's matrix at random points of both sides, twice as many until some are not needed.
 * Weights that are integers go through arithmetic modulo a prime: the rank found is a lower bound with certainty, and the
 * separation rank itself, modulo the prime, but for an event of small probability. Other weights go through doubles; many
 * factors in a product span many orders of magnitude there, and what is below rounding is not counted.
 *
 * A side that is empty leaves one variable of everything: rank 1 by definition, 0 for the zero function; all bounds 1.
 *
 * Source: thesis sections 5.2 to 5.4, theorems 7, 8, 10 and 11, Lemma 51.
 *
 * Complexity: O(points^2) evaluations of the network and O(points^3), beside the minimal cut's.
 * @throws InputError where weights do not fit the graph, a vertex is unknown, or `maxPoints` is no integer >= 1
 */
export function separationRank(
  adjacency: Adjacency,
  weights: ProductGnnWeights,
  partition: Partition,
  { random, maxPoints = 512, maxNodes = 20_000, minimalCut }: SeparationRankOptions,
): SeparationRank {
  if (!(Number.isSafeInteger(maxPoints) && maxPoints >= 1))
    throw new InputError(`most points a side: expected an integer >= 1, got ${maxPoints}`);
  const size = sizeOfProductGnn(adjacency, weights);
  const { subset, target } = partition;
  const members = vertexMask(adjacency, subset).reduce((sum, inside) => sum + inside, 0);
  const trivial = members === 0 || members === adjacency.vertexCount;
  const bounds = trivial
    ? { upper: 0, lower: 0, walkIndex: 0 }
    : separationRankBounds(adjacency, partition, size);
  const explicit = trivial ? 0 : explicitCut(adjacency, partition, size);
  const cut = trivial ? 0 : minimalCut === undefined ? searchedCut() : minimalCut;
  const measured = measure(Math.min(bounds.upper, explicit, cut ?? Number.POSITIVE_INFINITY));
  return {
    ...measured,
    minimalCut: cut,
    explicitCut: explicit,
    upper: bounds.upper,
    lower: bounds.lower,
    walkIndex: bounds.walkIndex,
  };

  function searchedCut(): number | null {
    if (!(gnnNetworkSize(adjacency, size.depth, target).weights <= maxNodes)) return null;
    const network = tensorNetworkOfGnn(adjacency, weights, { target, limit: maxNodes });
    return gnnMinimalCut(network, subset).logWeight;
  }

  function measure(most: number) {
    const { layers, output } = weights;
    const integer = [...layers.flat(), output].every(({ data }) => data.every(Number.isSafeInteger));
    const field = integer ? createPrimeField() : undefined;
    const f = productGnn(adjacency, weights, { target, ring: field });
    const templates = unitTemplates(adjacency.vertexCount, size.features);
    // One point more than the upper bound suffices; the search starts small, as ranks mostly are.
    const enough = Math.min(maxPoints, Math.floor(Math.exp(Math.min(most, 30)) * (1 + 1e-9)) + 1);
    let points = Math.min(enough, 8);
    for (;;) {
      const sampling = { points, random };
      const rank =
        field === undefined
          ? gridTensorRank(f, templates, subset, { sampling }).rank
          : gridTensorModularRank(f, templates, subset, { field, sampling });
      if (rank < points || points >= enough) {
        const certain = trivial ? rank > 0 : Math.log(rank) >= most - 1e-9;
        const likely = !certain && (rank < points || trivial);
        return {
          rank,
          arithmetic: field === undefined ? ("float" as const) : ("modular" as const),
          decided: certain ? ("certain" as const) : likely ? ("almost surely" as const) : ("no" as const),
          failure: field !== undefined && likely ? modularRankFailure(rank + 1, degree(), field) : 0,
          points,
        };
      }
      points = Math.min(enough, 2 * points);
    }
  }

  /** Total degree of f in all features' entries: one for every leaf. */
  function degree(): number {
    return Number(gnnNetworkSize(adjacency, size.depth, target).features);
  }
}

/** For every variable the unit vectors, whose random combinations are all of space. */
function unitTemplates(variables: number, dimension: number): Templates {
  const vectors = Array.from({ length: dimension }, (_, k) =>
    Float64Array.from({ length: dimension }, (_, d) => Number(d === k)),
  );
  return Array.from({ length: variables }, () => vectors);
}
