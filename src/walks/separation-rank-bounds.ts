import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { boundary } from "./boundary.js";
import { type ExactCount, sumCounts } from "./exact-count.js";
import { type AdmissibleSubset, maximumAdmissibleSubset } from "./maximum-admissible-subset.js";
import { checkVertex, partitionMask } from "./vertex-set.js";
import { walkCounts } from "./walk-counts.js";
import type { Partition } from "./walk-index.js";

/** A graph neural network with product aggregation, as far as its separation rank is concerned. */
export interface NetworkSize {
  /** L >= 1 */
  readonly depth: number;
  /** D_h >= 1, hidden dimension */
  readonly width: number;
  /** D_x >= 1, dimension of a vertex's features */
  readonly features: number;
}

/** Bounds on log(sep(f; I)), natural logarithms. */
export interface SeparationRankBounds {
  /** for all weights; `Infinity` where it is past the largest double */
  readonly upper: number;
  /** for almost all weights */
  readonly lower: number;
  /** the admissible subset that gives the lower bound; its `search` says whether it is the theorem's maximum */
  readonly admissible: AdmissibleSubset;
  /** WI_{L-1}(I), or WI_{L-1,t}(I) */
  readonly walkIndex: ExactCount;
}

/**
 * Bounds on the separation rank, with respect to a partition (I, V \ I), of a graph neural network with product aggregation.
 *
 * Undirected (theorems 7 and 8), with D = min(D_x, D_h) and C over the admissible subsets of C_I:
 *
 *     upper = log(D_h) (4 WI_{L-1}(I) + 1)   (graph),   log(D_h) 4 WI_{L-1,t}(I)   (target t)
 *     lower = max over C of log(alpha_C) rho,  rho = rho_{L-1}(C, V)  or  rho_{L-1}(C, {t}),
 *     alpha_C = (D - 1) / rho + 1;  for L = 1:  D^(1 / rho)  (graph),  D  (target t);  0 where rho = 0.
 *
 * Directed (theorems 10 and 11): upper = log(D_h) (sum over l = 1 .. L of rho_{L-l}(C_I^->, V) + 1), without the + 1 for a target;
 * lower as above from C_I^->. As log(alpha_C) rho never falls where rho grows, the maximum is at the C with most walks.
 *
 * Source: thesis section 5.4.2, equations 5.6 to 5.9; appendix D.2, equations D.2 to D.5.
 *
 * Complexity: O(L (V + E)) for the upper bound; for the lower one see {@link maximumAdmissibleSubset}.
 * @throws InputError for a size that is no integer >= 1, an unknown vertex, or a partition with an empty side
 *
 * @example
 * ```ts
 * import { buildAdjacency, separationRankBounds } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * const { upper, lower, walkIndex } = separationRankBounds(graph, { subset: [0, 1, 2] }, { depth: 2, width: 2, features: 2 });
 * walkIndex; // => 8
 * upper / Math.log(2); // ≈ 33
 * lower < upper; // => true
 * ```
 */
export function separationRankBounds(
  adjacency: Adjacency,
  { subset, target }: Partition,
  { depth, width, features }: NetworkSize,
): SeparationRankBounds {
  checkAdjacency(adjacency, "separationRankBounds");
  for (const [name, value] of Object.entries({ depth, width, features }))
    if (!(Number.isSafeInteger(value) && value >= 1))
      throw new InputError(`${name}: expected an integer >= 1, got ${value}`);
  partitionMask(adjacency, subset);
  if (target !== undefined) checkVertex(adjacency.vertexCount, target);
  const crossed = boundary(adjacency, subset);
  const walks = (length: number) =>
    walkCounts(adjacency, length, target === undefined ? undefined : [target]);
  const counts = walks(depth - 1);
  const walkIndex = sumCounts(counts, crossed);
  let cut = 4n * BigInt(walkIndex);
  if (adjacency.directed) {
    cut = 0n;
    for (let l = 1; l <= depth; l++) cut += BigInt(sumCounts(walks(depth - l), crossed));
  }
  if (target === undefined) cut += 1n;
  const admissible = maximumAdmissibleSubset(adjacency, subset, counts);
  return {
    upper: width === 1 ? 0 : Math.log(width) * Number(cut),
    lower: lowerBound(Number(admissible.weight), Math.min(features, width), depth),
    admissible,
    walkIndex,
  };
}

/** log(alpha) rho. For L = 1 it is log(D) in both settings: rho_0(C, {t}) is 1 where it is not 0. */
function lowerBound(walks: number, dimension: number, depth: number): number {
  if (walks === 0) return 0;
  if (depth === 1) return Math.log(dimension);
  // Past the largest double log(1 + x) is x.
  if (walks === Number.POSITIVE_INFINITY) return dimension - 1;
  return walks * Math.log1p((dimension - 1) / walks);
}
