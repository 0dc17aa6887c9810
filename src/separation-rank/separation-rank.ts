import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import type { Random } from "../random.js";
import type { ExactCount } from "../walks/exact-count.js";
import { separationRankBounds } from "../walks/separation-rank-bounds.js";
import { vertexMask } from "../walks/vertex-set.js";
import type { Partition } from "../walks/walk-index.js";
import { explicitCut, gnnMinimalCut } from "./gnn-cuts.js";
import { gnnNetworkSize } from "./gnn-network-size.js";
import { gridTensorModularRank, gridTensorRank, modularRankFailure } from "./grid-tensor-rank.js";
import { createPrimeField, type PrimeField } from "./prime-field.js";
import { type ProductGnnWeights, productGnn, sizeOfProductGnn } from "./product-gnn.js";
import type { Templates, VectorFunction } from "./templates.js";
import { tensorNetworkOfGnn } from "./tensor-network-of-gnn.js";

/** Beside `LARGEST_PRIME`, for ranks that would contradict theorem 8. */
const OTHER_PRIME = 67_108_837;
/** Milliseconds between lines of progress. */
const BETWEEN_LINES = 250;

/** Options of {@link separationRank}. */
export interface SeparationRankOptions {
  /** for the points at which the function is evaluated: `createRandom(seed)` */
  readonly random: Random;
  /** default "modular", which is exact; "float" only for comparison: its ranks may be far too low */
  readonly arithmetic?: "modular" | "float";
  /** most points a side: larger ranks stay undecided; default 512 */
  readonly maxPoints?: number;
  /** most nodes of the network that the minimal cut is searched in; default 20,000, 0 for no search */
  readonly maxNodes?: number;
  /** logarithm of the minimal cut's weight where an earlier call found it: it does not depend on the weights' values */
  readonly minimalCut?: number | null | undefined;
  /** a line that says how far the work is, some four times a second */
  readonly onProgress?: ((line: string) => void) | undefined;
  /** some four times a second: how many values of the function are computed, and how many it takes at most; what it throws ends the work */
  readonly onValues?: ((done: number, most: number) => void) | undefined;
}

/** The separation rank of a graph neural network, and what bounds it. Bounds are natural logarithms of ranks. */
export interface SeparationRank {
  /** the rank measured: at least so large is the separation rank; see `decided` */
  readonly rank: number;
  readonly arithmetic: "modular" | "float";
  /**
   * whether the rank is the separation rank: "certain" where it meets an upper bound, "almost surely" where fewer than the
   * points were needed (but for an event of probability `failure`), else "no": the separation rank is at least `rank`. In
   * floats never decided.
   */
  readonly decided: "certain" | "almost surely" | "no";
  /**
   * Whether the weights are among those that theorem 8 leaves out (a set of measure 0): a rank decided almost surely, by two
   * primes, is below its bound.
   */
  readonly exceptional: boolean;
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
 * Arithmetic is modulo a prime, where every double, m 2^e, has an exact place, so that nothing is rounded: the rank found is
 * a lower bound with certainty, and the separation rank itself, modulo the prime, but for an event of small probability. A
 * rank below theorem 8's lower bound is measured again modulo another prime before it is told, and marked `exceptional`.
 * In floats (`arithmetic: "float"`) many factors in a product span many orders of magnitude, and what is below rounding is
 * not counted: such a rank is a lower bound only, often one that theorem 8 exceeds.
 *
 * A side that is empty leaves one variable of everything: rank 1 by definition, 0 for the zero function; all bounds 1.
 *
 * Source: thesis sections 5.2 to 5.4, theorems 7, 8, 10 and 11, Lemma 51.
 *
 * Complexity: O(points^2) evaluations of the network and O(points^3), beside the minimal cut's.
 * @throws InputError where weights do not fit the graph or are not finite, a vertex is unknown, there is no source of random
 *   numbers, or `maxPoints` is no integer >= 1
 *
 * @example
 * ```ts
 * import { buildAdjacency, createRandom } from "seprank/adjacency";
 * import { randomGnnWeights, separationRank } from "seprank/separation-rank";
 *
 * const graph = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] }).adjacency;
 * const random = createRandom(1);
 * const weights = randomGnnWeights({ depth: 1, width: 2, features: 2 }, random);
 * const { rank, decided } = separationRank(graph, weights, { subset: [0] }, { random });
 * [rank, decided]; // => [2, "certain"]
 * ```
 */
export function separationRank(
  adjacency: Adjacency,
  weights: ProductGnnWeights,
  partition: Partition,
  options: SeparationRankOptions,
): SeparationRank {
  if (typeof options?.random?.integer !== "function")
    throw new InputError(
      `separation rank: expected options with random numbers, such as { random: createRandom(1) }, got ${options === undefined ? "no options" : `random ${typeof options?.random}`}`,
    );
  const { random, arithmetic = "modular", maxPoints = 512, maxNodes = 20_000, minimalCut } = options;
  if (arithmetic !== "modular" && arithmetic !== "float")
    throw new InputError(`arithmetic: expected modular or float, got ${arithmetic}`);
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
  const most = Math.min(bounds.upper, explicit, cut ?? Number.POSITIVE_INFINITY);
  let measured = measure(arithmetic === "modular" ? createPrimeField() : undefined);
  const isBelow = () => measured.decided !== "no" && Math.log(measured.rank) < bounds.lower - 1e-9;
  // A contradiction to theorem 8, but for weights that it leaves out: an unlucky prime is ruled out first.
  if (isBelow()) {
    const again = measure(createPrimeField(OTHER_PRIME));
    if (again.rank > measured.rank) measured = again;
  }
  return {
    ...measured,
    exceptional: isBelow(),
    minimalCut: cut,
    explicitCut: explicit,
    upper: bounds.upper,
    lower: bounds.lower,
    walkIndex: bounds.walkIndex,
  };

  function searchedCut(): number | null {
    if (!(gnnNetworkSize(adjacency, size.depth, target).weights <= maxNodes)) return null;
    options.onProgress?.("minimal cut of the tensor network");
    const network = tensorNetworkOfGnn(adjacency, weights, { target, limit: maxNodes });
    return gnnMinimalCut(network, subset).logWeight;
  }

  function measure(field: PrimeField | undefined) {
    const f = productGnn(adjacency, weights, { target, ring: field });
    const templates = unitTemplates(adjacency.vertexCount, size.features);
    // One point more than the upper bound suffices; the search starts small, as ranks mostly are.
    const enough = Math.min(maxPoints, Math.floor(Math.exp(Math.min(most, 30)) * (1 + 1e-9)) + 1);
    let points = Math.min(enough, 8);
    const work = { done: 0, most: mostValues(points, enough) };
    for (;;) {
      const sampling = { points, random };
      const watched = counted(f, points, work, options);
      const rank =
        field === undefined
          ? gridTensorRank(watched, templates, subset, { sampling }).rank
          : gridTensorModularRank(watched, templates, subset, { field, sampling });
      if (rank < points || points >= enough) {
        const certain = field !== undefined && (trivial ? rank > 0 : Math.log(rank) >= most - 1e-9);
        const likely = field !== undefined && !certain && (rank < points || trivial);
        return {
          rank,
          arithmetic,
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

/** Values at all numbers of points a side, doubled from the first to the last. */
function mostValues(points: number, enough: number): number {
  return points >= enough ? enough ** 2 : points ** 2 + mostValues(2 * points, enough);
}

/** The same function, which says from time to time how many of its values are there. */
function counted(
  f: VectorFunction,
  points: number,
  work: { done: number; readonly most: number },
  { onProgress, onValues }: Pick<SeparationRankOptions, "onProgress" | "onValues">,
): VectorFunction {
  let calls = 0;
  let told = performance.now();
  const label = `rank at ${points} points a side`;
  onProgress?.(label);
  return (vectors) => {
    calls++;
    work.done++;
    if (performance.now() - told >= BETWEEN_LINES) {
      told = performance.now();
      onProgress?.(`${label}: ${calls} of ${points ** 2} values`);
      onValues?.(work.done, work.most);
    }
    return f(vectors);
  };
}

/** For every variable the unit vectors, whose random combinations are all of space. */
function unitTemplates(variables: number, dimension: number): Templates {
  const vectors = Array.from({ length: dimension }, (_, k) =>
    Float64Array.from({ length: dimension }, (_, d) => Number(d === k)),
  );
  return Array.from({ length: variables }, () => vectors);
}
