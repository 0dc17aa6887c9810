import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { createRandom } from "../../random.js";
import type { EdgeSample } from "../orders/edge-sample.js";
import { type LeverageOptions, leverages } from "./leverages.js";
import { spectralSample } from "./spectral-sample.js";

/**
 * Spectral sparsification with the new weights: draws until so many distinct edges have been drawn.
 *
 * Deviation: the paper fixes the number of draws and takes the edges it gets; here the number of edges is given, and draws end with the
 * first draw of the last of them. Every edge but few needs very many draws, more than {@link MOST_DRAWS} of which are refused.
 *
 * Source: Spielman, Srivastava, "Graph sparsification by effective resistances" (2011), section 3 (Sparsify).
 *
 * @param options kept: edges to keep; with all of them nothing is drawn, and weights stay
 *
 * Complexity: that of the resistances, and O(E + q log E), q the draws.
 * @throws InputError where so many distinct edges are not drawn within the limit
 */
export function spectralReweighted(
  adjacency: Adjacency,
  { kept, ...options }: LeverageOptions & { readonly kept: number },
): EdgeSample {
  const { edgeCount, weights } = adjacency;
  if (kept === edgeCount)
    return {
      kept: Uint32Array.from({ length: edgeCount }, (_, e) => e),
      weights: weights ?? new Float64Array(edgeCount).fill(1),
    };
  const most = MOST_DRAWS + 100 * edgeCount;
  const random = createRandom(options.seed, "spectral");
  return spectralSample(leverages(adjacency, options), weights, random, (distinct, draws) => {
    if (draws % DRAWS_A_STEP === 0) options.onProgress?.(0);
    if (distinct < kept && draws >= most)
      throw new InputError(
        `spectral-reweighted: expected ${kept} distinct edges to keep, got ${distinct} in ${draws} draws; remove at least ${edgeCount - distinct}, or use spectral`,
      );
    return distinct >= kept;
  });
}

/** Draws between two looks at the clock. */
const DRAWS_A_STEP = 4096;
/** Draws at most, beside 100 for every edge. */
const MOST_DRAWS = 1e6;
