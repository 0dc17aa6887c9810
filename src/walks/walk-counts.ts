import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { EXACT_LIMIT, type ExactCounts } from "./exact-count.js";
import { type NeighborSets, outgoingRows } from "./neighbor-sets.js";
import { checkWalkLength, type VertexSet, vertexMask } from "./vertex-set.js";

/**
 * The number of walks of one length from every vertex to a set: rho_l({i}, J) for all i, which is A^l 1_J, with the implied
 * self-loops in A.
 *
 * Directed: walks follow the edges. Several edge types: walks are sequences of vertices (see {@link outgoingRows}).
 *
 * Source: thesis section 5.2.1.
 *
 * @param walkLength l >= 0
 * @param targets J; default all vertices
 * @returns [V] exact; `bigint` where one of them is 2^53 or more
 *
 * Complexity: O(l (V + E)) additions, O(V) memory.
 * @throws InputError for a negative length or an unknown vertex
 *
 * @example
 * ```ts
 * import { buildAdjacency, walkCounts } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * walkCounts(graph, 1); // => Float64Array.of(3, 3, 4, 2)
 * ```
 */
export function walkCounts(adjacency: Adjacency, walkLength: number, targets?: VertexSet): ExactCounts {
  checkAdjacency(adjacency, "walkCounts");
  checkWalkLength(walkLength);
  const rows = outgoingRows(adjacency);
  let counts: ExactCounts =
    targets === undefined
      ? new Float64Array(adjacency.vertexCount).fill(1)
      : Float64Array.from(vertexMask(adjacency, targets));
  for (let l = 0; l < walkLength; l++) counts = oneStep(rows, counts);
  return counts;
}

/** A x for the walk counts x of one step less. */
function oneStep(rows: NeighborSets, counts: ExactCounts): ExactCounts {
  if (!(counts instanceof Float64Array)) return oneBigStep(rows, counts);
  const { offsets, neighbors } = rows;
  const next = new Float64Array(counts.length);
  for (let t = 0; t < counts.length; t++) {
    let sum = counts[t];
    for (let k = offsets[t]; k < offsets[t + 1]; k++) sum += counts[neighbors[k]];
    if (sum >= EXACT_LIMIT) return oneBigStep(rows, Array.from(counts, BigInt));
    next[t] = sum;
  }
  return next;
}

function oneBigStep({ offsets, neighbors }: NeighborSets, counts: readonly bigint[]): readonly bigint[] {
  return counts.map((own, t) => {
    let sum = own;
    for (let k = offsets[t]; k < offsets[t + 1]; k++) sum += counts[neighbors[k]];
    return sum;
  });
}
