import type { Random } from "../../random.js";

/** A sample of edges with new weights. */
export interface SpectralSample {
  /** the distinct edges drawn, ascending */
  readonly kept: Uint32Array;
  /** their weights: w_e n_e / (q p_e), n_e the times that e was drawn */
  readonly weights: Float64Array;
  /** q, all draws */
  readonly draws: number;
}

/**
 * Sparsify: q draws with replacement in proportion to leverage, each adding w_e / (q p_e) to its edge's weight.
 *
 * The Laplacian of the sample is L on average; for q = O(V log V / epsilon^2), x^T L x is kept within 1 +- epsilon for all x, with high
 * probability (theorem 1).
 *
 * Source: Spielman, Srivastava, "Graph sparsification by effective resistances" (2011), section 3 (Sparsify), theorem 1.
 *
 * @param leverages [E] w_e R_e, positive
 * @param weights [E] w_e, or null for 1
 * @param isEnough told the number of distinct edges and of draws; draws go on until it is true
 *
 * Complexity: O(E + q log E).
 *
 * @example
 * ```ts
 * import { createRandom, spectralSample } from "seprank/adjacency";
 *
 * // Draws by leverage until three of the four edges are there.
 * const { kept } = spectralSample(Float64Array.of(1, 0.5, 0.5, 1), null, createRandom(1), (distinct) => distinct >= 3);
 * kept.length; // => 3
 * ```
 */
export function spectralSample(
  leverages: Float64Array,
  weights: Float64Array | null,
  random: Random,
  isEnough: (distinct: number, draws: number) => boolean,
): SpectralSample {
  const sums = new Float64Array(leverages.length);
  let sum = 0;
  for (let e = 0; e < sums.length; e++) {
    sum += leverages[e];
    sums[e] = sum;
  }
  const times = new Float64Array(leverages.length);
  let distinct = 0;
  let draws = 0;
  for (; !isEnough(distinct, draws); draws++) {
    const e = firstAbove(sums, random.uniform() * sum);
    if (times[e]++ === 0) distinct++;
  }
  const kept = Uint32Array.from({ length: times.length }, (_, e) => e).filter((e) => times[e] > 0);
  return {
    kept,
    draws,
    weights: Float64Array.from(
      kept,
      (e) => ((weights === null ? 1 : weights[e]) * times[e] * sum) / (draws * leverages[e]),
    ),
  };
}

/** The first index whose value is above `value`, by halving; the last one where none is. */
function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
