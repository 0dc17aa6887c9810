import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";

/** More pairs than these are not listed: they would take gigabytes. */
const MOST_PAIRS = 5_000_000;

/**
 * All pairs of vertices at distance two: without an edge between them, with a common neighbour. Candidates for {@link edgeAdditions}.
 *
 * @returns [C] pairs with the smaller vertex first, by it and then by the larger one
 *
 * Complexity: O(sum over t of d(t)^2) time.
 *
 * @throws InputError for a directed graph, and for more than 5,000,000 pairs
 *
 * @example
 * ```ts
 * import { buildAdjacency, twoHopPairs } from "seprank/adjacency";
 *
 * const path = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2], targets: [1, 2, 3] }).adjacency;
 * twoHopPairs(path).targets; // => Uint32Array.of(2, 3)
 * ```
 */
export function twoHopPairs(adjacency: Adjacency): { sources: Uint32Array; targets: Uint32Array } {
  checkAdjacency(adjacency, "twoHopPairs");
  const { directed, vertexCount, offsets, neighbors } = adjacency;
  if (directed) throw new InputError("two-hop: expected an undirected graph, got a directed one");
  const sources: number[] = [];
  const targets: number[] = [];
  const marked = new Int32Array(vertexCount).fill(-1);
  for (let i = 0; i < vertexCount; i++) {
    marked[i] = i;
    for (let x = offsets[i]; x < offsets[i + 1]; x++) marked[neighbors[x]] = i;
    const found: number[] = [];
    for (let x = offsets[i]; x < offsets[i + 1]; x++) {
      const via = neighbors[x];
      for (let y = offsets[via]; y < offsets[via + 1]; y++) {
        const j = neighbors[y];
        if (j < i || marked[j] === i) continue;
        marked[j] = i;
        found.push(j);
      }
    }
    if (sources.length + found.length > MOST_PAIRS)
      throw new InputError(
        `two-hop: expected at most ${MOST_PAIRS} pairs at distance two, got more by vertex ${i} of ${vertexCount}; give candidates in a file`,
      );
    found.sort((a, b) => a - b);
    for (const j of found) {
      sources.push(i);
      targets.push(j);
    }
  }
  return { sources: Uint32Array.from(sources), targets: Uint32Array.from(targets) };
}
