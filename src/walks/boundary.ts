import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { type VertexSet, vertexMask } from "./vertex-set.js";

/**
 * The boundary of the partition (I, V \ I): the vertices with an edge that crosses it,
 *
 *     C_I = N(I) ∩ N(V \ I).
 *
 * Directed: C_I^-> = N_out(I) ∩ N_out(V \ I), the vertices with an edge that comes in from the other side.
 *
 * Source: thesis section 5.2.1; appendix D.2 for directed graphs.
 *
 * @param subset I, any set; where a side is empty, so is the boundary
 * @returns ascending vertex indices
 *
 * Complexity: O(V + E).
 * @throws InputError for an unknown vertex
 *
 * @example
 * ```ts
 * import { boundary, buildAdjacency } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * boundary(graph, [0, 1, 2]); // => Uint32Array.of(2, 3)
 * ```
 */
export function boundary(adjacency: Adjacency, subset: VertexSet): Uint32Array {
  checkAdjacency(adjacency, "boundary");
  const { directed, edgeCount, sources, targets } = adjacency;
  const inside = vertexMask(adjacency, subset);
  const crossed = new Uint8Array(inside.length);
  for (let e = 0; e < edgeCount; e++) {
    if (inside[sources[e]] === inside[targets[e]]) continue;
    crossed[targets[e]] = 1;
    if (!directed) crossed[sources[e]] = 1;
  }
  const vertices = new Uint32Array(crossed.reduce((sum, x) => sum + x, 0));
  for (let t = 0, k = 0; t < crossed.length; t++) if (crossed[t] === 1) vertices[k++] = t;
  return vertices;
}
