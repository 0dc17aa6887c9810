import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { balancedCut } from "./balanced-cut.js";
import { membershipPartitions } from "./membership-partitions.js";
import type { NamedPartition } from "./read-partitions.js";

/** The default number of parts of a cut. */
export const DEFAULT_PARTS = 8;

/**
 * The partitions of every part of a {@link balancedCut} against all other vertices: parts of equal size, whatever the graph's own
 * communities. What GWIS keeps with them is how strongly a network can model the interaction between regions over the bottlenecks of
 * the graph.
 *
 * A choice of ours: the thesis leaves the partitions of its general scheme open (appendix D.4).
 *
 * @param parts 2 .. V; default 8, or V where that is less
 * @param seed default 0
 *
 * Complexity: that of {@link balancedCut}.
 * @throws InputError for a number of parts that is none of these
 *
 * @example
 * ```ts
 * import { buildAdjacency, cutPartitions } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * cutPartitions(graph, 2).map(({ subset }) => subset.length); // => [3, 3]
 * ```
 */
export function cutPartitions(adjacency: Adjacency, parts?: number, seed = 0): NamedPartition[] {
  checkAdjacency(adjacency, "cutPartitions");
  return membershipPartitions(
    balancedCut(adjacency, parts ?? Math.min(DEFAULT_PARTS, adjacency.vertexCount), seed),
  );
}
