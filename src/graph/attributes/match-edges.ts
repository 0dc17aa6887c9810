import { InputError } from "../../errors.js";
import { checkDataset } from "../check-argument.js";
import type { GraphDataset } from "../dataset.js";
import { edgeTypeName } from "./edge-types.js";
import { allVertexNames } from "./vertex-names.js";

/**
 * Finds the edges of one graph in another, by the names of their ends.
 *
 * Undirected, an edge has no first end. Of edges of several types between two vertices the one of the same type is found.
 *
 * @param dataset the graph that is searched
 * @param part a graph of some of its vertices, in any order
 * @returns [edges of `part`] the edge's index in `dataset`, or -1 where it has no such edge
 *
 * Complexity: O(V + E) for both graphs.
 * @throws InputError where `part` has a vertex that `dataset` has not, or only one of them is directed
 *
 * @example
 * ```ts
 * import { karate } from "seprank";
 * import { matchEdges, pruneDataset, removalOrder } from "seprank/adjacency";
 *
 * const club = karate();
 * const left = pruneDataset(club, removalOrder("2-wis", club.adjacency), 75);
 * matchEdges(club, left).length; // => 3
 * ```
 */
export function matchEdges(dataset: GraphDataset, part: GraphDataset): Int32Array {
  checkDataset(dataset, "matchEdges");
  checkDataset(part, "matchEdges");
  const { adjacency } = dataset;
  if (adjacency.directed !== part.adjacency.directed)
    throw new InputError(
      `${part.name}: expected ${adjacency.directed ? "a directed" : "an undirected"} graph as ${dataset.name} is`,
    );
  const vertexOf = new Map(allVertexNames(dataset).map((name, vertex) => [name, vertex]));
  const vertices = allVertexNames(part).map((name) => {
    const vertex = vertexOf.get(name);
    if (vertex === undefined)
      throw new InputError(`${part.name}: expected vertices of ${dataset.name}, got ${JSON.stringify(name)}`);
    return vertex;
  });
  const edgeOf = new Map<string, number>();
  const nameOf = (s: number, t: number, type: string | number) =>
    adjacency.directed || s < t ? `${s},${t},${type}` : `${t},${s},${type}`;
  for (let e = 0; e < adjacency.edgeCount; e++)
    edgeOf.set(nameOf(adjacency.sources[e], adjacency.targets[e], edgeTypeName(dataset, e)), e);
  const { sources, targets } = part.adjacency;
  return Int32Array.from(
    sources,
    (s, e) => edgeOf.get(nameOf(vertices[s], vertices[targets[e]], edgeTypeName(part, e))) ?? -1,
  );
}
