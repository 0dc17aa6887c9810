import type { Tensor } from "../tensor/tensor.js";
import type { VertexSet } from "../walks/vertex-set.js";
import { entanglementEntropy } from "./entanglement.js";
import { gridMatrix } from "./grid-matrix.js";
import { type RankOptions, rankFromBelow } from "./rank-from-below.js";
import type { Sampling } from "./sample-points.js";
import type { Templates, VectorFunction } from "./templates.js";

/** What was seen of the interaction that a function models across a partition, at the points looked at and no others. */
export interface InteractionMeasure {
  /** Always: none of this is a bound for other points, other weights or the function as a whole. */
  readonly kind: "empirical";
  /** Root mean square of the mixed second differences of f over two points a side, each as likely; in units of f. */
  readonly mixedDifference: number;
  /** Part of f's variance over the points that no sum g(x_I) + h(x_rest) explains: 0 to 1; 0 where f is constant. */
  readonly share: number;
  /** Rank of the matricized grid tensor at the tolerance. */
  readonly rank: number;
  /** Entanglement entropy of the matricized grid tensor, in nats. */
  readonly entanglement: number;
}

/**
 * An empirical measure of the interaction across a partition, for models of which no theory is known: trained graph
 * networks with ReLU, attention, normalisation.
 *
 * The mixed second difference f(a, b) - f(a', b) - f(a, b') + f(a', b'), for points a, a' of the variables in I and b, b' of
 * the rest, is 0 everywhere exactly where f = g(x_I) + h(x_rest). Over points that are equally likely its mean square is 4
 * times that of the grid matrix without the means of rows and columns, which is the interaction of a two-way analysis of
 * variance (Sobol 1993). Additive functions have share 0 but separation rank up to 2; products of centred functions have
 * rank 1 but share 1: both are given.
 *
 * @param f for a model of vertices, one of its outputs (before a softmax) at one vertex
 * @param templates by variable, vectors such as it may have: other vertices' features, say
 * @param options `tolerance`: default 1e-2, for trained weights; `accuracy`: default 2^-18, for models in 32-bit floats;
 *   `sampling`: for more than a few variables, take points with `by: "choices"`
 *
 * Complexity: as gridTensorRank.
 * @throws InputError as gridTensorRank does
 *
 * @example
 * ```ts
 * import { interactionMeasure } from "seprank/separation-rank";
 *
 * const unit = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
 * const sum = ([x, y]: readonly Float64Array[]) => x[0] + y[0];
 * // A sum has no interaction: its mixed difference is 0.
 * interactionMeasure(sum, [unit, unit], [0]).mixedDifference; // => 0
 * ```
 */
export function interactionMeasure(
  f: VectorFunction,
  templates: Templates,
  subset: VertexSet,
  { sampling, ...options }: RankOptions & { readonly sampling?: Sampling } = {},
): InteractionMeasure {
  return interactionOfMatrix(gridMatrix(f, templates, subset, { sampling }), options);
}

/**
 * The same from values that are there already: of a function that is faster at many points at once.
 *
 * @param matrix [rows, columns], the function at points of I (rows) and of the rest (columns), all combined
 * @param options `tolerance`: default 1e-2; `accuracy`: default 2^-18
 *
 * Complexity: O(R C min(R, C)), with R rows and C columns.
 * @throws InputError where the matrix has numbers that are not finite, or accuracy or tolerance are out of range
 *
 * @example
 * ```ts
 * import { interactionOfMatrix } from "seprank/separation-rank";
 * import { createTensor } from "seprank/tensor";
 *
 * // A product of two centred functions: of rank 1, and all of it interaction.
 * const { rank, share } = interactionOfMatrix(createTensor([2, 2], Float64Array.of(1, -1, -1, 1)));
 * [rank, share]; // => [1, 1]
 * ```
 */
export function interactionOfMatrix(
  matrix: Tensor,
  { accuracy = 2 ** -18, tolerance = 1e-2 }: RankOptions = {},
): InteractionMeasure {
  const { rank, singularValues } = rankFromBelow(matrix, { accuracy, tolerance });
  const { interaction, variance } = twoWayVariance(matrix);
  return {
    kind: "empirical",
    mixedDifference: 2 * Math.sqrt(interaction),
    share: variance === 0 ? 0 : Math.min(1, interaction / variance),
    rank,
    entanglement: entanglementEntropy(singularValues),
  };
}

/** Variance of a matrix's entries, and what is left of it without the means of rows and columns. */
function twoWayVariance({ shape: [rows, columns], data }: Tensor): { interaction: number; variance: number } {
  const rowMeans = new Float64Array(rows);
  const columnMeans = new Float64Array(columns);
  data.forEach((value, k) => {
    rowMeans[Math.floor(k / columns)] += value / columns;
    columnMeans[k % columns] += value / rows;
  });
  const mean = rowMeans.reduce((sum, value) => sum + value, 0) / rows;
  const rest = data.map(
    (value, k) => value - rowMeans[Math.floor(k / columns)] - columnMeans[k % columns] + mean,
  );
  return {
    interaction: rest.reduce((sum, value) => sum + value ** 2, 0) / data.length,
    variance: data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length,
  };
}
