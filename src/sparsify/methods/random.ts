import type { Adjacency } from "../../graph/adjacency.js";
import { createRandom, shuffle } from "../../random.js";
import type { MethodSettings } from "../orders/sparsifier.js";

/**
 * Removes edges uniformly at random: the order is a uniform permutation (Fisher and Yates). The baseline of thesis section 5.5.2.
 *
 * @returns [E] edge indices, first removed first
 *
 * Complexity: O(E).
 */
export function randomOrder(
  { edgeCount }: Pick<Adjacency, "edgeCount">,
  { seed }: Pick<MethodSettings, "seed">,
): Uint32Array {
  const edges = Uint32Array.from({ length: edgeCount }, (_, e) => e);
  return shuffle(edges, createRandom(seed, "random-order"));
}
