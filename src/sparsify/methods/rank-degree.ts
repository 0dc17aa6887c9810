import type { Adjacency } from "../../graph/adjacency.js";
import { createRandom } from "../../random.js";
import { createRemainingGraph } from "../structures/remaining-graph.js";

/** How Rank Degree walks. */
export interface RankDegreeOptions {
  /** same seed, same order */
  readonly seed: number;
  /** rho in (0, 1]: the share of a vertex's edges left that is taken at once, one at least */
  readonly rho: number;
  /** the share of all vertices that are seeds at the start, one at least; in (0, 1] */
  readonly seeds: number;
  /** called before every round; may throw to stop */
  readonly onProgress?: ((ordered: number) => void) | undefined;
}

/**
 * Rank Degree: keeps edges that lead to hubs, walking from random seeds.
 *
 * Every seed u takes the edges to its max(1, floor(rho deg u)) neighbours of highest degree (equal ones by vertex); the neighbours are the
 * next seeds, and the edges taken leave the graph, in which degrees are counted anew. Where no seed has an edge left, new seeds are drawn
 * among the vertices that have. The edges taken first are kept longest.
 *
 * Source: Voudigari, Salamanos, Papageorgiou, Yannakoudakis, "Rank degree: an efficient algorithm for graph sampling" (ASONAM 2016),
 * algorithm 1.
 *
 * Complexity: O(V + E log d / rho) time, d the highest degree; O(V + E) memory.
 */
export function rankDegreeOrder(
  adjacency: Adjacency,
  { seed, rho, seeds, onProgress }: RankDegreeOptions,
): Uint32Array {
  const { vertexCount, edgeCount } = adjacency;
  const random = createRandom(seed, "rank-degree");
  const { starts, ends, neighbors, edges, remove } = createRemainingGraph(adjacency);
  const degree = (u: number) => ends[u] - starts[u];
  const isTaken = new Uint8Array(edgeCount);
  const order = new Uint32Array(edgeCount);
  let left = edgeCount;
  let active = Uint32Array.from({ length: vertexCount }, (_, u) => u);
  let current: number[] = [];
  while (left > 0) {
    onProgress?.(edgeCount - left);
    if (current.length === 0) {
      active = active.filter((u) => degree(u) > 0);
      current = drawDistinct(active, Math.max(1, Math.floor(seeds * vertexCount)));
    }
    const taken: number[] = [];
    const next = new Set<number>();
    for (const u of current) {
      const row = Array.from({ length: degree(u) }, (_, k) => starts[u] + k);
      row.sort((a, b) => degree(neighbors[b]) - degree(neighbors[a]) || neighbors[a] - neighbors[b]);
      for (const k of row.slice(0, Math.max(1, Math.floor(rho * row.length)))) {
        next.add(neighbors[k]);
        // Both ends may take an edge in one round.
        if (isTaken[edges[k]] === 1) continue;
        isTaken[edges[k]] = 1;
        taken.push(edges[k]);
      }
    }
    for (const e of taken) {
      order[--left] = e;
      remove(e);
    }
    current = [...next].filter((u) => degree(u) > 0);
  }
  return order;

  /** Fisher and Yates, as far as is needed. */
  function drawDistinct(from: Uint32Array, count: number): number[] {
    const urn = from.slice();
    return Array.from({ length: Math.min(count, urn.length) }, (_, k) => {
      const other = k + random.integer(urn.length - k);
      [urn[k], urn[other]] = [urn[other], urn[k]];
      return urn[k];
    });
  }
}
