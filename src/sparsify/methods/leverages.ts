import type { Adjacency } from "../../graph/adjacency.js";
import { effectiveResistances } from "../../laplacian/effective-resistances.js";
import { exactEffectiveResistances } from "../../laplacian/exact-effective-resistances.js";

/** How resistances are computed. */
export interface LeverageOptions {
  /** same seed, same estimates */
  readonly seed: number;
  /** 0 for exact ones, see {@link exactEffectiveResistances}; above 0 for estimates, see {@link effectiveResistances} */
  readonly epsilon: number;
  /** called now and then; may throw to stop */
  readonly onProgress?: ((ordered: number) => void) | undefined;
}

/**
 * The leverage of every edge, w_e R_e: the probability that a random spanning forest, drawn in proportion to its weights' product, has
 * it. Exact ones sum to V - C.
 *
 * Source: Spielman, Srivastava, "Graph sparsification by effective resistances" (2011), section 3.
 *
 * @returns [E] in (0, 1]
 *
 * Complexity: that of the resistances.
 */
export function leverages(
  adjacency: Adjacency,
  { seed, epsilon, onProgress }: LeverageOptions,
): Float64Array {
  const { weights } = adjacency;
  const onStep = () => onProgress?.(0);
  const resistances =
    epsilon === 0
      ? exactEffectiveResistances(adjacency, onStep)
      : effectiveResistances(adjacency, { seed, epsilon, onStep }).resistances;
  return weights === null ? resistances : resistances.map((resistance, e) => weights[e] * resistance);
}
