import type { Adjacency } from "../../graph/adjacency.js";
import { createRandom, shuffle } from "../../random.js";
import type { RemovalOrder } from "../orders/removal-order.js";

/**
 * Removes edges uniformly at random: the order is a uniform permutation (Fisher and Yates). The baseline of thesis section 5.5.2.
 *
 * @param seed same seed, same order
 *
 * Complexity: O(E).
 */
export function randomOrder(adjacency: Adjacency, seed: number): RemovalOrder {
  const edges = Uint32Array.from({ length: adjacency.edgeCount }, (_, e) => e);
  return { method: "random", edges: shuffle(edges, createRandom(seed, "random-order")) };
}
