import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { type ExactCount, sumCounts } from "./exact-count.js";
import { type VertexSet, vertexMask } from "./vertex-set.js";
import { walkCounts } from "./walk-counts.js";

/**
 * The number of walks of one length from a set of vertices to a set of vertices: rho_l(I, J), the sum of (A^l)_{ij} over i in I and
 * j in J, with the implied self-loops in A.
 *
 * Source: thesis section 5.2.1. Directed graphs and edge types: see {@link walkCounts}.
 *
 * @param walkLength l >= 0
 * @param from I, any set, also an empty one
 * @param to J, any set
 * @returns exact, a `bigint` from 2^53 on
 *
 * Complexity: O(l (V + E)).
 * @throws InputError for a negative length or an unknown vertex
 *
 * @example
 * ```ts
 * import { buildAdjacency, walkCount } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * walkCount(graph, 2, [0], [3]); // => 1
 * ```
 */
export function walkCount(
  adjacency: Adjacency,
  walkLength: number,
  from: VertexSet,
  to: VertexSet,
): ExactCount {
  checkAdjacency(adjacency, "walkCount");
  const starts = verticesOf(vertexMask(adjacency, from));
  return sumCounts(walkCounts(adjacency, walkLength, to), starts);
}

function verticesOf(mask: Uint8Array): number[] {
  return Array.from(mask.keys()).filter((t) => mask[t] === 1);
}
