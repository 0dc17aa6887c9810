import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";

/** @throws InputError where walks are not of a step at least */
export function checkWisLength(walkLength: number): void {
  if (!(Number.isSafeInteger(walkLength) && walkLength >= 1))
    throw new InputError(`walk length: expected an integer >= 1, got ${walkLength}`);
}

/** The first two edges between the same vertices, by rows; null where there are none. O(V + E), O(1) with one edge type. */
export function parallelEdges({
  vertexCount,
  offsets,
  neighbors,
  types,
}: Adjacency): readonly [number, number] | null {
  if (types === null) return null;
  for (let t = 0; t < vertexCount; t++)
    for (let k = offsets[t] + 1; k < offsets[t + 1]; k++)
      if (neighbors[k] === neighbors[k - 1]) return [t, neighbors[k]];
  return null;
}

/**
 * What the fast ways to WIS take: an undirected graph with at most one edge between two vertices, and walks of a step at least.
 *
 * @throws InputError where it is something else
 */
export function checkSimple(adjacency: Adjacency, walkLength: number): void {
  checkWisLength(walkLength);
  if (adjacency.directed)
    throw new InputError(
      "wis: expected an undirected graph, got a directed one; use relationalWis, or read it as undirected",
    );
  const parallel = parallelEdges(adjacency);
  if (parallel !== null)
    throw new InputError(
      `wis: expected at most one edge between two vertices, got more between ${parallel[0]} and ${parallel[1]}; use relationalWis`,
    );
}
