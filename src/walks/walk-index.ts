import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { boundary } from "./boundary.js";
import { type ExactCount, sumCounts } from "./exact-count.js";
import { checkVertex, checkWalkLength, partitionMask, type VertexSet } from "./vertex-set.js";
import { walkCounts } from "./walk-counts.js";

/** A partition (I, V \ I) of the vertices, and for vertex prediction the vertex that is predicted. */
export interface Partition {
  /** I: not empty, not all vertices */
  readonly subset: VertexSet;
  /** t; default: graph prediction */
  readonly target?: number | undefined;
}

/**
 * The walk index of every partition of a list: how many walks of length L - 1 start at the partition's boundary,
 *
 *     WI_{L-1}(I) = rho_{L-1}(C_I, V)   (graph prediction),   WI_{L-1,t}(I) = rho_{L-1}(C_I, {t})   (target t).
 *
 * Directed graphs: the boundary is C_I^->, walks follow the edges. For all partitions ({t}, V \ {t}) with their t use
 * {@link singletonWalkIndices}.
 *
 * Source: thesis section 5.4.1, definition 11; appendix D.2.
 *
 * @param walkLength L - 1 >= 0; 0 counts the boundary's vertices (or tells whether t is one of them)
 * @returns one for each partition, exact, a `bigint` from 2^53 on
 *
 * Complexity: O((V + E) (M + (L - 1) T)) for M partitions with T different targets.
 * @throws InputError for a negative length, an unknown vertex, or a partition with an empty side
 *
 * @example
 * ```ts
 * import { buildAdjacency, walkIndices } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * walkIndices(graph, 1, [{ subset: [0, 1, 2] }, { subset: [0], target: 0 }]); // => [8, 3]
 * ```
 */
export function walkIndices(
  adjacency: Adjacency,
  walkLength: number,
  partitions: readonly Partition[],
): ExactCount[] {
  checkAdjacency(adjacency, "walkIndices");
  checkWalkLength(walkLength);
  partitions.forEach(({ subset, target }, m) => {
    try {
      partitionMask(adjacency, subset);
      if (target !== undefined) checkVertex(adjacency.vertexCount, target);
    } catch (error) {
      throw new InputError(`partition ${m}: ${(error as Error).message}`, { cause: error });
    }
  });
  // One target's counts at a time: all of them together would be a |V| x |V| matrix where every vertex is a target.
  const membersOf = new Map<number | undefined, number[]>();
  partitions.forEach(({ target }, m) => {
    const members = membersOf.get(target);
    if (members === undefined) membersOf.set(target, [m]);
    else members.push(m);
  });
  const indices = new Array<ExactCount>(partitions.length);
  for (const [target, members] of membersOf) {
    const counts = walkCounts(adjacency, walkLength, target === undefined ? undefined : [target]);
    for (const m of members) indices[m] = sumCounts(counts, boundary(adjacency, partitions[m].subset));
  }
  return indices;
}

/**
 * The walk index of one partition: WI_{L-1}(I), or WI_{L-1,t}(I) where it has a target. See {@link walkIndices}.
 *
 * @throws InputError for a negative length, an unknown vertex, or a partition with an empty side
 *
 * @example
 * ```ts
 * import { buildAdjacency, walkIndex } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * walkIndex(graph, 1, { subset: [0, 1, 2] }); // => 8
 * ```
 */
export function walkIndex(adjacency: Adjacency, walkLength: number, partition: Partition): ExactCount {
  checkAdjacency(adjacency, "walkIndex");
  checkWalkLength(walkLength);
  partitionMask(adjacency, partition.subset);
  const { subset, target } = partition;
  if (target !== undefined) checkVertex(adjacency.vertexCount, target);
  const counts = walkCounts(adjacency, walkLength, target === undefined ? undefined : [target]);
  return sumCounts(counts, boundary(adjacency, subset));
}
