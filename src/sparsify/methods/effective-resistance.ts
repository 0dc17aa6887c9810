import type { Adjacency } from "../../graph/adjacency.js";
import { type LeverageOptions, leverages } from "./leverages.js";

/**
 * Effective resistance: keeps the edges with the fewest, longest or weakest ways around them; bridges first of all.
 *
 *   score(e) = w_e R_e, the edge's leverage
 *
 * The deterministic counterpart of spectral sampling: the edges of highest sampling probability are kept.
 *
 * Source: Spielman, Srivastava, "Graph sparsification by effective resistances" (2011), section 3.
 *
 * @returns [E] scores in (0, 1], higher = keep
 *
 * Complexity: that of the resistances, see {@link LeverageOptions.epsilon}.
 */
export function effectiveResistanceScores(adjacency: Adjacency, options: LeverageOptions): Float64Array {
  return leverages(adjacency, options);
}
