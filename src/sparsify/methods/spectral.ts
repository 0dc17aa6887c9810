import type { Adjacency } from "../../graph/adjacency.js";
import { firstDrawScores } from "./first-draw-scores.js";
import { type LeverageOptions, leverages } from "./leverages.js";

/**
 * Spectral sparsification: edges drawn with replacement in proportion to their leverage, kept in the order of their first draw.
 *
 *   p_e = w_e R_e / sum of w R;   score(e) = - T_e, T_e exponential of rate p_e
 *
 * The K edges of highest score are distributed as the distinct edges of Spielman and Srivastava's sample at the moment it has K, see
 * {@link firstDrawScores}. Without their new weights, see {@link spectralReweighted}. Every component is sampled in proportion to V_c - 1, the sum of its leverages.
 *
 * Source: Spielman, Srivastava, "Graph sparsification by effective resistances" (2011), section 3 (Sparsify).
 *
 * @returns [E] scores, higher = keep
 *
 * Complexity: that of the resistances, see {@link LeverageOptions.epsilon}.
 */
export function spectralScores(adjacency: Adjacency, options: LeverageOptions): Float64Array {
  return firstDrawScores(leverages(adjacency, options), options.seed, "spectral");
}
