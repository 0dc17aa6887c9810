import { MinHeap } from "../structures/min-heap.js";

/**
 * The rows of a shrinking graph, as {@link removeInPhases} searches them. Vertices and edges are whatever numbers the rows give them; of
 * two edges the one of the lower number goes first among equals.
 *
 * In phase m a row shows its edges to vertices of degree >= m (in the whole graph), lowest edge first.
 */
export interface PhaseRows {
  readonly vertexCount: number;
  readonly maxDegree: number;
  /** The vertex at a place in the order of falling degrees (in the whole graph). */
  vertexAt(place: number): number;
  /** t's degree now stands at `degrees[stride * t]`; {@link PhaseRows.remove} lowers it. */
  readonly degrees: Uint32Array;
  /** A number for the search to keep for t stands at `links[stride * t]`, beside its degree where there is a stride. */
  readonly links: Int32Array;
  readonly stride: number;
  /** Begins phase m. @returns how many vertices are in it: those at the first places */
  begin(m: number): number;
  /** Makes the edges to vertices of the phase visible in t's row by its next search, which starts anew. Once in a phase for each of its vertices. */
  open(t: number): void;
  /** The first visible edge of t at or after its cursor that is there, whose other end is a vertex >= `from` that has now at least degree m; or -1. */
  seek(t: number, from: number): number;
  /** What the last search in t's row found. */
  found(t: number): number;
  firstEnd(edge: number): number;
  secondEnd(edge: number): number;
  /** Takes an edge out of both rows. */
  remove(edge: number): void;
  /** An array for so many numbers of edges. */
  createEdges(count: number): Uint32Array | Float64Array;
}

/** Whom {@link removeInPhases} tells. */
export interface PhaseListener {
  /** called for every edge as it is removed */
  readonly onRemove: (edge: number) => void;
  /** called after every phase */
  readonly onPhase: () => void;
}

/**
 * Removes, again and again, the edge whose ends have the largest (smaller degree, larger degree): the search behind `oneWis`, whatever
 * the layout of the rows.
 *
 * The smaller degree m of the next edge never rises, so the order is made in phases of falling m. In phase m the candidates
 * are the edges with both degrees >= m; one end of each then has degree m exactly, and removing the edge takes that end below
 * m, out of the phase with all its edges: no candidate is ever added within a phase. Within a phase, vertices are served by
 * falling degree D (the edge's larger degree), level by level, down to m; each offers its candidate of lowest number.
 *
 * @param most edges to remove; default all
 *
 * Complexity: O(E log E + S) time, O(V) memory beside the rows, where S counts the row entries looked at: at most 2E times the graph's
 *   degeneracy, a small multiple of E on real graphs, since a vertex looks no further than its first candidate.
 */
export function removeInPhases(
  rows: PhaseRows,
  { onRemove, onPhase }: PhaseListener,
  most = Number.POSITIVE_INFINITY,
): void {
  const { vertexCount, maxDegree, degrees, links, stride } = rows;
  const levelHead = new Int32Array(maxDegree + 1).fill(-1);
  const levels = new Uint32Array(Math.min(vertexCount, maxDegree + 1));
  let offers = rows.createEdges(Math.min(vertexCount, FIRST_OFFERS));
  const late = new MinHeap();
  let removed = 0;

  // A vertex of degree >= m in the whole graph still has degree >= m when phase m begins: phase m takes none below m - 1.
  for (let m = maxDegree; m >= 1 && removed < most; m--) {
    const phaseEnd = rows.begin(m);
    let levelCount = 0;
    for (let place = 0; place < phaseEnd; place++) {
      const t = rows.vertexAt(place);
      rows.open(t);
      const degree = degrees[stride * t];
      if (levelHead[degree] < 0) levels[levelCount++] = degree;
      putInLevel(t, degree);
    }
    // Only levels with vertices are served, highest first: those of the beginning, and those that a removal has put a vertex in, which
    // was of the level above. The levels between are many where a hub is far above all others.
    if (levelCount > 1) levels.subarray(0, levelCount).sort();
    for (let level = Number.POSITIVE_INFINITY; level > m && removed < most; ) {
      while (levelCount > 0 && levels[levelCount - 1] >= level) levelCount--;
      const next = levelCount > 0 ? levels[levelCount - 1] : 0;
      level = level > next + 1 && levelHead[level - 1] >= 0 ? level - 1 : next;
      if (level < m) break;
      serveLevel(level, m);
    }
    onPhase();
  }

  function putInLevel(t: number, degree: number): void {
    links[stride * t] = levelHead[degree];
    levelHead[degree] = t;
  }

  /**
   * Removes candidates at vertices of degree `level`, lowest edge first, until there are none. Above level m the other end
   * of a candidate has degree m, and does not offer it; at level m both ends could, and the lower vertex does.
   */
  function serveLevel(level: number, m: number): void {
    let offerCount = 0;
    for (let t = levelHead[level]; t >= 0; t = links[stride * t]) {
      if (degrees[stride * t] !== level) continue; // below m since it was put here
      const e = rows.seek(t, level === m ? t : 0);
      if (e < 0) continue;
      if (offerCount === offers.length) offers = twice(offers);
      offers[offerCount++] = e;
    }
    levelHead[level] = -1;
    if (offerCount > 1) offers.subarray(0, offerCount).sort();
    let next = 0;
    // Where an offer has failed, a later one of the same vertex takes its place and waits in the heap.
    while ((next < offerCount || late.size > 0) && removed < most) {
      const e = next < offerCount && !(late.peek() < offers[next]) ? offers[next++] : late.pop();
      const i = rows.firstEnd(e);
      const j = rows.secondEnd(e);
      // What was removed since it was offered took an end below m, too.
      const [iDegree, jDegree] = [degrees[stride * i], degrees[stride * j]];
      if (iDegree >= m && jDegree >= m) {
        rows.remove(e);
        removed++;
        onRemove(e);
        if (iDegree > m) putInLevel(i, iDegree - 1);
        if (jDegree > m) putInLevel(j, jDegree - 1);
        continue;
      }
      if (iDegree === level && rows.found(i) === e) offerNext(i, level, m);
      if (jDegree === level && rows.found(j) === e) offerNext(j, level, m);
    }
  }

  function offerNext(t: number, level: number, m: number): void {
    const e = rows.seek(t, level === m ? t : 0);
    if (e >= 0) late.push(e);
  }

  function twice(full: Uint32Array | Float64Array): Uint32Array | Float64Array {
    const larger = rows.createEdges(2 * full.length);
    larger.set(full);
    return larger;
  }
}

/** Vertices of one level offer at once; most levels are small. */
const FIRST_OFFERS = 2 ** 16;
