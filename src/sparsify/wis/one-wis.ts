import type { Adjacency } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import { MinHeap } from "../structures/min-heap.js";
import { createCoreRows } from "./core-rows.js";

/**
 * 1-Walk Index Sparsification: removes, again and again, the edge whose ends have the largest (smaller degree, larger degree).
 *
 * Walk index kept: WI_{1,t}({t}) = |N(t)|, t's degree with its self-loop (0 where t is isolated), for all vertices t.
 *
 * Source: thesis section 5.5.1, Algorithm 2 (equivalent to Algorithm 1 with L = 2, appendix D.5). Ties: lowest edge index.
 *
 * The smaller degree m of the next edge never rises, so the order is made in phases of falling m. In phase m the candidates
 * are the edges with both degrees >= m; one end of each then has degree m exactly, and removing the edge takes that end below
 * m, out of the phase with all its edges: no candidate is ever added within a phase. Within a phase, vertices are served by
 * falling degree D (the edge's larger degree), level by level, down to m; each offers its candidate of lowest index.
 *
 * @param adjacency undirected
 * @param onProgress called after every phase with the number of edges ordered so far
 *
 * Complexity: O(E log E + S) time, O(V + E) memory, where S counts the row entries looked at: at most 2E times the graph's
 *   degeneracy, a small multiple of E on real graphs, since a vertex looks no further than its first candidate.
 *
 * @example
 * ```ts
 * import { buildAdjacency, oneWis } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * oneWis(graph).edges; // => Uint32Array.of(1, 2, 0, 3)
 * ```
 */
export function oneWis(adjacency: Adjacency, onProgress: (ordered: number) => void = () => {}): RemovalOrder {
  checkAdjacency(adjacency, "oneWis");
  const { vertexCount, edgeCount } = adjacency;
  const rows = createCoreRows(adjacency);
  const { degrees, originalDegrees, ends } = rows;
  const order = new Uint32Array(edgeCount);
  let removedCount = 0;

  const maxDegree = vertexCount === 0 ? 0 : originalDegrees[0];
  const levelHead = new Int32Array(maxDegree + 1).fill(-1);
  const levelNext = new Int32Array(vertexCount);
  const levels = new Uint32Array(vertexCount);
  const offers = new Uint32Array(vertexCount);
  const late = new MinHeap();

  // A vertex of degree >= m in the whole graph still has degree >= m when phase m begins: phase m takes none below m - 1.
  let phaseEnd = 0; // vertices 0 .. phaseEnd - 1 are in the phase
  for (let m = maxDegree; m >= 1; m--) {
    while (phaseEnd < vertexCount && originalDegrees[phaseEnd] >= m) phaseEnd++;
    let levelCount = 0;
    for (let t = 0; t < phaseEnd; t++) {
      rows.open(t, m);
      if (levelHead[degrees[t]] < 0) levels[levelCount++] = degrees[t];
      putInLevel(t);
    }
    // Only levels with vertices are served, highest first: those of the beginning, and those that a removal has put a vertex in, which
    // was of the level above. The levels between are many where a hub is far above all others.
    if (levelCount > 1) levels.subarray(0, levelCount).sort();
    for (let level = Infinity; level > m; ) {
      while (levelCount > 0 && levels[levelCount - 1] >= level) levelCount--;
      const next = levelCount > 0 ? levels[levelCount - 1] : 0;
      level = level > next + 1 && levelHead[level - 1] >= 0 ? level - 1 : next;
      if (level < m) break;
      serveLevel(level, m);
    }
    onProgress(removedCount);
  }
  return { method: "1-wis", edges: order };

  function putInLevel(t: number): void {
    levelNext[t] = levelHead[degrees[t]];
    levelHead[degrees[t]] = t;
  }

  /**
   * Removes candidates at vertices of degree `level`, lowest edge index first, until there are none. Above level m the other end
   * of a candidate has degree m, and does not offer it; at level m both ends could, and the one of lower rank does.
   */
  function serveLevel(level: number, m: number): void {
    let offerCount = 0;
    for (let t = levelHead[level]; t >= 0; t = levelNext[t]) {
      if (degrees[t] !== level) continue; // below m since it was put here
      const e = rows.seek(t, m, level === m ? t : 0);
      if (e >= 0) offers[offerCount++] = e;
    }
    levelHead[level] = -1;
    if (offerCount > 1) offers.subarray(0, offerCount).sort();
    let next = 0;
    // Where an offer has failed, a later one of the same vertex takes its place and waits in the heap.
    while (next < offerCount || late.size > 0) {
      const e = next < offerCount && !(late.peek() < offers[next]) ? offers[next++] : late.pop();
      const i = ends[2 * e];
      const j = ends[2 * e + 1];
      // What was removed since it was offered took an end below m, too.
      if (degrees[i] >= m && degrees[j] >= m) {
        rows.remove(e);
        order[removedCount++] = e;
        if (degrees[i] >= m) putInLevel(i);
        if (degrees[j] >= m) putInLevel(j);
        continue;
      }
      if (degrees[i] === level && rows.found(i) === e) offerNext(i, level, m);
      if (degrees[j] === level && rows.found(j) === e) offerNext(j, level, m);
    }
  }

  function offerNext(t: number, level: number, m: number): void {
    const e = rows.seek(t, m, level === m ? t : 0);
    if (e >= 0) late.push(e);
  }
}
