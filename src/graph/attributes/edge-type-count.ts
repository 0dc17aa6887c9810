import type { Adjacency } from "../adjacency.js";

/** How many types of edges a graph has: the largest type's number and one more; 1 where it has no types. O(E). */
export function edgeTypeCount({ types }: Pick<Adjacency, "types">): number {
  return types === null ? 1 : types.reduce((most, type) => Math.max(most, type + 1), 1);
}
