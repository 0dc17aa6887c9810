import { createRandom } from "../../random.js";

/**
 * Edges in the order of their first draw, where edges are drawn with replacement in proportion to their rates.
 *
 *   score(e) = - T_e, T_e exponential of rate `rates[e]`
 *
 * First draws of a sequence with replacement come in the order of independent exponential clocks: the K edges of highest score are
 * distributed as the distinct edges of the sample at the moment it has K.
 *
 * Source: Efraimidis, Spirakis, "Weighted random sampling with a reservoir" (2006).
 *
 * @param rates [E] positive
 * @param stream which of the seed's random sequences to use
 * @returns [E] scores < 0, higher = keep
 *
 * Complexity: O(E).
 */
export function firstDrawScores(rates: Float64Array, seed: number, stream: string): Float64Array {
  const random = createRandom(seed, stream);
  const scores = new Float64Array(rates.length);
  // 1 minus a uniform number is exact: both are multiples of 2^-53.
  for (let e = 0; e < rates.length; e++) scores[e] = Math.log(1 - random.uniform()) / rates[e];
  return scores;
}
