import type { Adjacency } from "../../graph/adjacency.js";
import { IndexedHeap } from "./indexed-heap.js";

/** Shortest paths from one vertex after another; what it holds is of the last search. */
export interface ShortestPathSearch {
  /** [V] distance from the root, Infinity where it was not reached */
  readonly distance: Float64Array;
  /** [V] edge by which the shortest path comes in, -1 at the root and where none came; of several, the one from the lowest vertex */
  readonly lastEdge: Int32Array;
  /**
   * Searches from a root to all vertices at a distance of at most `limit`. Dijkstra's algorithm: O((V + E) log V), less with a limit.
   *
   * @returns the vertices reached, by rising distance, the root first; valid until the next search
   */
  from(root: number, limit?: number): Uint32Array;
}

/** @param lengths [E] positive; O(V) memory */
export function createShortestPathSearch(
  { vertexCount, offsets, neighbors, edges }: Adjacency,
  lengths: Float64Array,
): ShortestPathSearch {
  const distance = new Float64Array(vertexCount).fill(Number.POSITIVE_INFINITY);
  const lastEdge = new Int32Array(vertexCount).fill(-1);
  const lastVertex = new Int32Array(vertexCount).fill(-1);
  const places = new Int32Array(vertexCount).fill(-1);
  const settled = new Uint32Array(vertexCount);
  const heap = new IndexedHeap(
    places,
    (a, b) => distance[a] < distance[b] || (distance[a] === distance[b] && a < b),
  );
  let size = 0;

  function from(root: number, limit = Number.POSITIVE_INFINITY): Uint32Array {
    for (const u of settled.subarray(0, size)) forget(u);
    size = 0;
    distance[root] = 0;
    heap.add(root);
    while (heap.items.length > 0) {
      const u = heap.items[0];
      heap.remove(u);
      settled[size++] = u;
      for (let entry = offsets[u]; entry < offsets[u + 1]; entry++) {
        const w = neighbors[entry];
        const through = distance[u] + lengths[edges[entry]];
        if (through > distance[w] || through > limit) continue;
        if (through === distance[w] && (u > lastVertex[w] || lastVertex[w] < 0)) continue;
        const isNew = distance[w] === Number.POSITIVE_INFINITY;
        distance[w] = through;
        lastEdge[w] = edges[entry];
        lastVertex[w] = u;
        if (isNew) heap.add(w);
        else if (places[w] >= 0) heap.update(w);
      }
    }
    return settled.subarray(0, size);
  }

  function forget(u: number): void {
    distance[u] = Number.POSITIVE_INFINITY;
    lastEdge[u] = -1;
    lastVertex[u] = -1;
  }

  return { distance, lastEdge, from };
}
