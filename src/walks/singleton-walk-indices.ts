import { type Adjacency, degrees } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { closedWalks } from "./closed-walks.js";
import { triangleCounts } from "./edge-triangle-counts.js";
import type { ExactCounts } from "./exact-count.js";
import { incomingRows } from "./neighbor-sets.js";
import { checkWalkLength } from "./vertex-set.js";

/**
 * The walk indices of all partitions ({t}, V \ {t}) with respect to t: what a GNN of depth L = walkLength + 1 can model between a
 * vertex and the rest of the graph.
 *
 * WI_{L-1,t}({t}) = rho_{L-1}(C_{t}, {t}) = (A^L)_{tt}, closed walks of length L at t (A with self-loops), or 0 where t is isolated:
 * d + 1 for L - 1 = 1 and 2 tri + 3 d + 1 for L - 1 = 2, with d the degree without the self-loop and tri the triangles at t.
 * Directed: the same, or 0 where no edge comes in at t (then t itself is not in C_{t}^->).
 *
 * Source: thesis section 5.4, definitions 10 and 11; section 5.5.1; appendix D.2.
 *
 * @param walkLength L - 1 >= 0
 * @param onVertex gets the number of vertices that are done, where they are done one after the other
 * @returns [V] exact integers; `bigint` where one of them is 2^53 or more
 *
 * Complexity: O(V) for walkLength 1 and O(E^1.5) for 2 (undirected, one edge type); else see {@link closedWalks}.
 * @throws InputError for a negative walk length
 *
 * @example
 * ```ts
 * import { buildAdjacency, singletonWalkIndices } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * singletonWalkIndices(graph, 2); // => Float64Array.of(9, 9, 12, 4)
 * ```
 */
export function singletonWalkIndices(adjacency: Adjacency, walkLength: 1 | 2): Float64Array;
export function singletonWalkIndices(
  adjacency: Adjacency,
  walkLength: number,
  onVertex?: (done: number) => void,
): ExactCounts;
export function singletonWalkIndices(
  adjacency: Adjacency,
  walkLength: number,
  onVertex?: (done: number) => void,
): ExactCounts {
  checkAdjacency(adjacency, "singletonWalkIndices");
  checkWalkLength(walkLength);
  if (!adjacency.directed && adjacency.types === null) {
    const degree = degrees(adjacency);
    if (walkLength === 1) return Float64Array.from(degree, (d) => (d === 0 ? 0 : d + 1));
    if (walkLength === 2) {
      const triangles = triangleCounts(adjacency);
      return Float64Array.from(degree, (d, t) => (d === 0 ? 0 : 2 * triangles[t] + 3 * d + 1));
    }
  }
  const { offsets } = incomingRows(adjacency);
  const counts = closedWalks(adjacency, walkLength + 1, onVertex);
  const isCrossed = (t: number) => offsets[t + 1] > offsets[t];
  return counts instanceof Float64Array
    ? counts.map((count, t) => (isCrossed(t) ? count : 0))
    : counts.map((count, t) => (isCrossed(t) ? count : 0n));
}
