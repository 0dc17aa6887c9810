import type { Adjacency } from "../../graph/adjacency.js";
import { createRandom, shuffle } from "../../random.js";
import { createDisjointSets } from "../structures/disjoint-sets.js";

/** How a greedy spanner is made. */
interface SpannerOptions {
  /** t >= 1 */
  readonly stretch: number;
  /** same seed, same spanner */
  readonly seed: number;
  /** called now and then; may throw to stop */
  readonly onProgress?: ((ordered: number) => void) | undefined;
}

/**
 * Greedy t-spanner: edges that keep every distance within a factor of t.
 *
 *   edges in a random order; (u, v) is kept where the distance of u and v over the edges kept so far is above t
 *
 * Lengths are hops: weights say how strong an edge is, not how long. For t = 2k - 1 at most V^(1 + 1/k) + V edges are kept, as no cycle of
 * at most t + 1 edges is.
 *
 * Source: Althofer, Das, Dobkin, Joseph, Soares, "On sparse spanners of weighted graphs" (1993), section 2.
 *
 * @returns the kept edges, in the order in which they were taken
 *
 * Complexity: for every edge two bounded breadth-first searches in the spanner: O(E (V + S)) at most, S its edges; O(V + E) memory.
 */
export function greedySpanner(
  adjacency: Adjacency,
  { stretch, seed, onProgress = () => undefined }: SpannerOptions,
): Uint32Array {
  const { vertexCount, edgeCount, sources, targets } = adjacency;
  const order = shuffle(
    Uint32Array.from({ length: edgeCount }, (_, e) => e),
    createRandom(seed, "spanner"),
  );
  // An edge is the only way of one hop between its ends: all are kept.
  if (stretch < 2) return order;
  const spanner = createGrowingGraph(vertexCount, edgeCount);
  const components = createDisjointSets(vertexCount);
  const kept = new Uint32Array(edgeCount);
  let size = 0;
  for (const [k, e] of order.entries()) {
    if (k % 1024 === 0) onProgress(0);
    const u = sources[e];
    const v = targets[e];
    // Ends in different components are infinitely far apart: no search.
    if (!components.unite(u, v) && spanner.isWithin(u, v, stretch)) continue;
    spanner.add(u, v);
    kept[size++] = e;
  }
  return kept.slice(0, size);
}

/** An undirected graph to which edges are added: each vertex's neighbours are a linked list. */
function createGrowingGraph(vertexCount: number, mostEdges: number) {
  const first = new Int32Array(vertexCount).fill(-1);
  const following = new Int32Array(2 * mostEdges);
  const ends = new Uint32Array(2 * mostEdges);
  let size = 0;
  // Searches from both ends: reached[w] is the search's number for the side of u, its negative for that of v.
  const reached = new Int32Array(vertexCount);
  const queues = [new Uint32Array(vertexCount), new Uint32Array(vertexCount)];
  let search = 0;

  function isWithin(u: number, v: number, distance: number): boolean {
    search++;
    reached[u] = search;
    reached[v] = -search;
    queues[0][0] = u;
    queues[1][0] = v;
    const from = [0, 0];
    const to = [1, 1];
    for (let step = 0; step < distance; step++) {
      // The smaller frontier takes the next step.
      const side = to[0] - from[0] <= to[1] - from[1] ? 0 : 1;
      const mark = side === 0 ? search : -search;
      const queue = queues[side];
      const last = to[side];
      for (let k = from[side]; k < last; k++)
        for (let entry = first[queue[k]]; entry >= 0; entry = following[entry]) {
          const w = ends[entry];
          if (reached[w] === -mark) return true;
          if (reached[w] === mark) continue;
          reached[w] = mark;
          queue[to[side]++] = w;
        }
      from[side] = last;
      if (to[side] === last) return false;
    }
    return false;
  }

  function addEntry(u: number, v: number): void {
    ends[size] = v;
    following[size] = first[u];
    first[u] = size++;
  }

  return {
    isWithin,
    add(u: number, v: number) {
      addEntry(u, v);
      addEntry(v, u);
    },
  };
}
