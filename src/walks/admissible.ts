import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { incomingRows, type NeighborSets } from "./neighbor-sets.js";
import { type VertexSet, vertexMask } from "./vertex-set.js";

/** How many choices {@link isAdmissible} tries before it gives up. */
export const ADMISSIBLE_STEPS = 1_000_000;

/**
 * Whether two sets of vertices have no repeating shared neighbours: every k in N(I) ∩ N(J) has one neighbour only in each of I and J.
 *
 * Directed: no outgoing repeating shared neighbours, k in N_out(I) ∩ N_out(J) and incoming neighbours of k.
 *
 * Source: thesis definition 12; definition 16 for directed graphs. A vertex is its own neighbour.
 *
 * Complexity: O(V + E).
 * @throws InputError for an unknown vertex
 *
 * @example
 * ```ts
 * import { buildAdjacency, noRepeatingSharedNeighbors } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * noRepeatingSharedNeighbors(graph, [2], [3]); // => true
 * ```
 */
export function noRepeatingSharedNeighbors(
  adjacency: Adjacency,
  first: VertexSet,
  second: VertexSet,
): boolean {
  checkAdjacency(adjacency, "noRepeatingSharedNeighbors");
  const rows = incomingRows(adjacency);
  const inFirst = vertexMask(adjacency, first);
  const inSecond = vertexMask(adjacency, second);
  return inFirst.every((_, k) => {
    const a = countIn(rows, k, inFirst);
    const b = countIn(rows, k, inSecond);
    return a === 0 || b === 0 || (a === 1 && b === 1);
  });
}

/**
 * Whether a set C is an admissible subset of the boundary C_I: there are I' ⊆ I and J' ⊆ V \ I without repeating shared neighbours
 * such that C = N(I') ∩ N(J').
 *
 * Every k of C has one neighbour in I' and one in J', and a vertex of I' or J' next to no k of C can be left out: so it is enough
 * to choose, for one uncovered k of C after the other, its two neighbours.
 *
 * Source: thesis definition 13; definition 17 for directed graphs.
 *
 * @param subset I
 * @param candidate C
 *
 * Complexity: exponential in |C| in the worst case; gives up after {@link ADMISSIBLE_STEPS} choices.
 * @throws InputError for an unknown vertex, and where the search gives up
 *
 * @example
 * ```ts
 * import { buildAdjacency, isAdmissible } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * isAdmissible(graph, [0, 1, 2], [2, 3]); // => true
 * ```
 */
export function isAdmissible(adjacency: Adjacency, subset: VertexSet, candidate: VertexSet): boolean {
  checkAdjacency(adjacency, "isAdmissible");
  const rows = incomingRows(adjacency);
  const inside = vertexMask(adjacency, subset);
  const wanted = vertexMask(adjacency, candidate);
  const chosen = [new Uint8Array(inside.length), new Uint8Array(inside.length)];
  let steps = 0;
  return search(0);

  function search(from: number): boolean {
    if (++steps > ADMISSIBLE_STEPS)
      throw new InputError(
        `isAdmissible: undecided after ${ADMISSIBLE_STEPS} choices; expected a smaller set than ${candidate.length} vertices`,
      );
    let k = from;
    while (k < wanted.length && (wanted[k] === 0 || isCovered(k))) k++;
    if (k === wanted.length) return isExact();
    for (const i of choices(k, 1))
      for (const j of choices(k, 0)) {
        const before = [chosen[0][i], chosen[1][j]];
        chosen[0][i] = 1;
        chosen[1][j] = 1;
        if (!isOverfull() && search(k + 1)) return true;
        [chosen[0][i], chosen[1][j]] = before;
      }
    return false;
  }

  /** What may be k's one neighbour in I' (side 1) or J' (side 0): the one that is chosen already, else any. */
  function choices(k: number, side: number): number[] {
    const members = closedRow(rows, k).filter((t) => inside[t] === side);
    const taken = members.filter((t) => chosen[1 - side][t] === 1);
    return taken.length > 0 ? taken : members;
  }

  function isCovered(k: number): boolean {
    return countIn(rows, k, chosen[0]) === 1 && countIn(rows, k, chosen[1]) === 1;
  }

  /** Whether a wanted vertex has two neighbours on one side already. */
  function isOverfull(): boolean {
    return wanted.some((w, k) => w === 1 && chosen.some((side) => countIn(rows, k, side) > 1));
  }

  /** Whether N(I') ∩ N(J') holds nothing else, and every k of C once. */
  function isExact(): boolean {
    return wanted.every((w, k) => {
      const a = countIn(rows, k, chosen[0]);
      const b = countIn(rows, k, chosen[1]);
      return w === 1 ? a === 1 && b === 1 : a === 0 || b === 0;
    });
  }
}

function closedRow({ offsets, neighbors }: NeighborSets, k: number): number[] {
  return [k, ...neighbors.subarray(offsets[k], offsets[k + 1])];
}

/** |N_in(k) ∩ S|, k itself included. */
function countIn({ offsets, neighbors }: NeighborSets, k: number, mask: Uint8Array): number {
  let count = mask[k];
  for (let x = offsets[k]; x < offsets[k + 1]; x++) count += mask[neighbors[x]];
  return count;
}
