import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";

/**
 * What methods that score or sample edges take: at most one edge between two vertices, and, where they use weights, positive ones.
 *
 * @param weights what weights are to the method
 *
 * Complexity: O(V + E).
 * @throws InputError where the graph is something else
 */
export function checkGraph(
  method: string,
  adjacency: Adjacency,
  weights: "used" | "required" | undefined,
): void {
  const { vertexCount, offsets, neighbors, types } = adjacency;
  if (weights === "required" && adjacency.weights === null)
    throw new InputError(`${method}: expected a graph with edge weights, got one without`);
  const e = weights === undefined ? undefined : adjacency.weights?.findIndex((w) => !(w > 0 && w < Infinity));
  if (e !== undefined && e >= 0)
    throw new InputError(
      `${method}: expected positive finite edge weights, got ${adjacency.weights?.[e]} at edge ${e}`,
    );
  if (types === null) return;
  for (let u = 0; u < vertexCount; u++)
    for (let k = offsets[u] + 1; k < offsets[u + 1]; k++)
      if (neighbors[k] === neighbors[k - 1])
        throw new InputError(
          `${method}: expected at most one edge between two vertices, got more between ${u} and ${neighbors[k]}; use random or gwis`,
        );
}
