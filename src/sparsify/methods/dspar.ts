import type { Adjacency } from "../../graph/adjacency.js";
import type { MethodSettings } from "../orders/sparsifier.js";
import { firstDrawScores } from "./first-draw-scores.js";

/**
 * DSpar: edges drawn with replacement in proportion to the inverse degrees of their ends, kept in the order of their first draw.
 *
 *   p_e in proportion to 1 / deg(u) + 1 / deg(v)
 *
 * The sum bounds an edge's effective resistance up to a factor that depends on the graph's spectral gap, so that this is spectral sparsification without
 * solving for resistances. The K edges kept are distributed as the distinct edges of the paper's sample at the moment it has K, see
 * {@link firstDrawScores}; the paper's new weights are left out, as an order serves every level.
 *
 * Source: Liu, Zhou, Jiang, Li, Chen, Choi, Hu, "DSpar: an embarrassingly simple strategy for efficient GNN training and inference via
 * degree-based sparsification" (TMLR 2023), section 3.
 *
 * @returns [E] scores < 0, higher = keep
 *
 * Complexity: O(E).
 */
export function dsparScores(
  { offsets, sources, targets }: Adjacency,
  { seed }: Pick<MethodSettings, "seed">,
): Float64Array {
  const inverse = new Float64Array(offsets.length - 1);
  for (let u = 0; u < inverse.length; u++) inverse[u] = 1 / (offsets[u + 1] - offsets[u]);
  const rates = new Float64Array(sources.length);
  for (let e = 0; e < rates.length; e++) rates[e] = inverse[sources[e]] + inverse[targets[e]];
  return firstDrawScores(rates, seed, "dspar");
}
