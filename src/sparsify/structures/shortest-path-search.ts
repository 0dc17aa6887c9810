import type { Adjacency } from "../../graph/adjacency.js";

/** Shortest paths from one vertex after another; what it holds is of the last search. */
export interface ShortestPathSearch {
  /** [V] distance from the root of the vertices that the search returned; Infinity where it found no way, else an upper bound */
  readonly distance: Float64Array;
  /** [V] edge by which the shortest path comes in, -1 at the root and where none came; of several, the one from the lowest vertex */
  readonly lastEdge: Int32Array;
  /**
   * Searches from a root to all vertices at a distance of at most `limit`, or until those that are wanted are reached. Dijkstra's algorithm:
   * O((V + E) log E), less with a limit.
   *
   * @param wanted distinct vertices; default all
   * @returns the vertices reached, by rising distance, the root first; valid until the next search
   */
  from(root: number, limit?: number, wanted?: Uint32Array): Uint32Array;
}

/** @param lengths [E] positive; O(V + E) memory */
export function createShortestPathSearch(
  { vertexCount, offsets, neighbors, edges }: Adjacency,
  lengths: Float64Array,
): ShortestPathSearch {
  const distance = new Float64Array(vertexCount).fill(Number.POSITIVE_INFINITY);
  const lastEdge = new Int32Array(vertexCount).fill(-1);
  const lastVertex = new Int32Array(vertexCount).fill(-1);
  const isSettled = new Uint8Array(vertexCount);
  const settled = new Uint32Array(vertexCount);
  const touched = new Uint32Array(vertexCount);
  // The lengths by entry, so that a row is read from one place.
  const steps = new Float64Array(edges.length);
  for (let entry = 0; entry < steps.length; entry++) steps[entry] = lengths[edges[entry]];
  const isWanted = new Uint8Array(vertexCount);
  // A vertex stands in the heap once for every way that was shorter than those before; only its first one out counts.
  const keys = new Float64Array(neighbors.length + 1);
  const items = new Uint32Array(neighbors.length + 1);
  let heapSize = 0;
  let touchedCount = 0;

  function from(root: number, limit = Number.POSITIVE_INFINITY, wanted?: Uint32Array): Uint32Array {
    for (let k = 0; k < touchedCount; k++) forget(touched[k]);
    touched[0] = root;
    touchedCount = 1;
    distance[root] = 0;
    heapSize = 0;
    push(0, root);
    let left = wanted?.length ?? Number.POSITIVE_INFINITY;
    wanted?.forEach((u) => {
      isWanted[u] = 1;
    });
    let size = 0;
    while (heapSize > 0 && left > 0) {
      const u = items[0];
      pop();
      if (isSettled[u] === 1) continue;
      isSettled[u] = 1;
      settled[size++] = u;
      left -= isWanted[u];
      const base = distance[u];
      for (let entry = offsets[u]; entry < offsets[u + 1]; entry++) {
        const w = neighbors[entry];
        const through = base + steps[entry];
        if (through > distance[w] || through > limit) continue;
        if (through === distance[w] && (u > lastVertex[w] || lastVertex[w] < 0)) continue;
        if (distance[w] === Number.POSITIVE_INFINITY) touched[touchedCount++] = w;
        const isShorter = through < distance[w];
        distance[w] = through;
        lastEdge[w] = edges[entry];
        lastVertex[w] = u;
        if (isShorter) push(through, w);
      }
    }
    wanted?.forEach((u) => {
      isWanted[u] = 0;
    });
    return settled.subarray(0, size);
  }

  function push(key: number, item: number): void {
    rise(heapSize++, key, item);
  }

  /** Puts an item into a hole, or above it. */
  function rise(hole: number, key: number, item: number): void {
    let place = hole;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (keys[parent] <= key) break;
      keys[place] = keys[parent];
      items[place] = items[parent];
      place = parent;
    }
    keys[place] = key;
    items[place] = item;
  }

  /** Takes the first one out: the hole goes down to a leaf along the smaller children, then the last one rises from there. */
  function pop(): void {
    const last = --heapSize;
    const key = keys[last];
    const item = items[last];
    let place = 0;
    for (let child = 1; child < last; child = 2 * place + 1) {
      if (child + 1 < last && keys[child + 1] < keys[child]) child++;
      keys[place] = keys[child];
      items[place] = items[child];
      place = child;
    }
    rise(place, key, item);
  }

  function forget(u: number): void {
    distance[u] = Number.POSITIVE_INFINITY;
    lastEdge[u] = -1;
    lastVertex[u] = -1;
    isSettled[u] = 0;
  }

  return { distance, lastEdge, from };
}
