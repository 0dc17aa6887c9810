import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";

/**
 * What WIS takes: an undirected graph with at most one edge between two vertices, and walks of a step at least.
 *
 * @throws InputError where it is something else
 */
export function checkSimple(
  { directed, vertexCount, offsets, neighbors, types }: Adjacency,
  walkLength: number,
): void {
  if (!(Number.isSafeInteger(walkLength) && walkLength >= 1))
    throw new InputError(`walk length: expected an integer >= 1, got ${walkLength}`);
  if (directed)
    throw new InputError(
      "wis: expected an undirected graph, got a directed one; use gwis, or read it as undirected",
    );
  if (types === null) return;
  for (let t = 0; t < vertexCount; t++)
    for (let k = offsets[t] + 1; k < offsets[t + 1]; k++)
      if (neighbors[k] === neighbors[k - 1])
        throw new InputError(
          `wis: expected at most one edge between two vertices, got more between ${t} and ${neighbors[k]}; use gwis`,
        );
}
