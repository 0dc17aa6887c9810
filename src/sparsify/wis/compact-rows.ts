import { InputError } from "../../errors.js";
import type { NeighborRows } from "../../graph/neighbor-rows.js";
import { sortRange } from "../../graph/sort-range.js";
import { createPairNumbers, MOST_VERTICES } from "../structures/pair-numbers.js";
import type { PhaseRows } from "./core-phases.js";

/** Rows in 8 bytes an edge, and what is left in them. */
export interface CompactRows extends PhaseRows {
  /** Ends the search: the rows hold what is left, ascending, and nothing else. O(V + E log d) for degrees d. */
  finish(): NeighborRows;
}

/** Of an entry whose edge is removed. The other 31 bits are the neighbour. */
const REMOVED = 0x80000000;
const NEIGHBOR = 0x7fffffff;

// What is known of a vertex is one record of eight words, half a cache line: a row is searched at the cost of two lines, its own and this.
const WORDS = 8;
/** degree now */
const DEGREE = 0;
/** for the search to keep, see `PhaseRows.links` */
const LINK = 1;
/** the place in the row where the search stands */
const CURSOR = 2;
/** how many entries at the row's front are visible, with the removed ones among them */
const VISIBLE = 3;
/** the place in the row of the first hidden entry */
const HIDDEN = 4;
/** the rank of the first hidden neighbour, or {@link NONE} */
const NEXT = 5;
/** where the row begins, its lowest 32 bits */
const START = 6;
/** the row's length, and in the upper bits where it begins, in 2^32 */
const LENGTH = 7;
const LENGTH_BITS = 27;
const LENGTH_MASK = 2 ** LENGTH_BITS - 1;
const NONE = NEIGHBOR;

/** So many new entries are inserted one by one. */
const FEW = 16;

/**
 * The rows of a graph without edge indices: neighbours only, 8 bytes an edge, and about 45 bytes a vertex.
 *
 * A row is its visible neighbours, ascending, and behind them those of lower degree, which are not visible yet, by falling degree: these
 * stand as their *ranks*, their places among the vertices by falling degree, which tells without their degrees which of them a phase shows.
 * With canonical numbers edges rise with the neighbours, so that the first candidate in a row is the first of its edges. An edge is known by
 * the number of the pair of its ends, see {@link createPairNumbers}. A removed edge is marked in both rows, the second time at a place
 * found by binary search; marked entries are dropped when they are half of the visible ones. Whether a neighbour has the phase's degree is a
 * bit for each vertex, which stays in the caches where degrees do not.
 *
 * Takes `graph.neighbors` over: they are sorted anew, and what the graph was is lost.
 *
 * Complexity: O(V + E log d) to build.
 * @throws InputError for more than 2^27 vertices
 */
export function createCompactRows(graph: NeighborRows): CompactRows {
  const { vertexCount, offsets, neighbors } = graph;
  if (vertexCount > MOST_VERTICES)
    throw new InputError(`1-wis: expected at most ${MOST_VERTICES} vertices, got ${vertexCount}`);
  const { byDegree, startsOfDegrees } = verticesByFallingDegree(graph);
  ranksInRows();
  const words = new Uint32Array(WORDS * vertexCount);
  for (let t = 0; t < vertexCount; t++) {
    const length = offsets[t + 1] - offsets[t];
    words[WORDS * t + DEGREE] = length;
    words[WORDS * t + NEXT] = length > 0 ? neighbors[offsets[t]] : NONE;
    words[WORDS * t + START] = offsets[t]; // modulo 2^32
    words[WORDS * t + LENGTH] = length + Math.floor(offsets[t] / 2 ** 32) * 2 ** LENGTH_BITS;
  }
  const pairs = createPairNumbers(vertexCount);
  const isInPhase = new Int32Array(Math.ceil(vertexCount / 32));
  let m = startsOfDegrees.length; // the phase
  let phaseEnd = 0; // vertices of lower rank are in it

  return {
    vertexCount,
    maxDegree: startsOfDegrees.length - 1,
    vertexAt: (place) => byDegree[place],
    degrees: words,
    links: new Int32Array(words.buffer).subarray(LINK),
    stride: WORDS,
    begin(phase) {
      m = phase;
      phaseEnd = m > 0 ? startsOfDegrees[m - 1] : vertexCount;
      return phaseEnd;
    },
    open(t) {
      words[WORDS * t + CURSOR] = 0;
      isInPhase[t >>> 5] |= 1 << (t & 31);
    },
    seek(t, from) {
      const record = WORDS * t;
      if (words[record + NEXT] < phaseEnd) reveal(record);
      const live = words[record + DEGREE] + words[record + HIDDEN] - (words[record + LENGTH] & LENGTH_MASK);
      if (2 * live < words[record + VISIBLE]) compact(record);
      const start = startOf(record);
      const end = start + words[record + VISIBLE];
      let k = start + words[record + CURSOR];
      for (; k < end; k++) {
        const neighbor = neighbors[k]; // marked ones are negative
        if (neighbor >= from && (isInPhase[neighbor >>> 5] & (1 << (neighbor & 31))) !== 0) break;
      }
      words[record + CURSOR] = k - start;
      return k < end ? pairs.of(t, neighbors[k]) : -1;
    },
    found(t) {
      const record = WORDS * t;
      const cursor = words[record + CURSOR];
      return cursor < words[record + VISIBLE]
        ? pairs.of(t, neighbors[startOf(record) + cursor] & NEIGHBOR)
        : -1;
    },
    firstEnd: pairs.smaller,
    secondEnd: pairs.larger,
    remove(edge) {
      const [smaller, larger] = [pairs.smaller(edge), pairs.larger(edge)];
      mark(smaller, larger);
      mark(larger, smaller);
    },
    createEdges: (count) => new Float64Array(count),
    finish() {
      phaseEnd = vertexCount;
      let end = 0;
      for (let t = 0; t < vertexCount; t++) {
        const record = WORDS * t;
        const start = offsets[t];
        compact(record);
        if (words[record + NEXT] !== NONE) reveal(record);
        neighbors.copyWithin(end, start, start + words[record + DEGREE]);
        offsets[t] = end;
        end += words[record + DEGREE];
      }
      offsets[vertexCount] = end;
      return { vertexCount, edgeCount: end / 2, offsets, neighbors };
    },
  };

  function startOf(record: number): number {
    return words[record + START] + (words[record + LENGTH] >>> LENGTH_BITS) * 2 ** 32;
  }

  function mark(t: number, neighbor: number): void {
    const record = WORDS * t;
    // What the search in the other row has found may be hidden in this one, which it has not come to yet.
    if (words[record + NEXT] < phaseEnd) reveal(record);
    const start = startOf(record);
    const cursor = words[record + CURSOR];
    // Most edges are removed where the search stands in one of their rows.
    let place = start + cursor;
    if (cursor >= words[record + VISIBLE] || neighbors[place] !== neighbor) {
      let low = start;
      let high = start + words[record + VISIBLE];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if ((neighbors[middle] & NEIGHBOR) < neighbor) low = middle + 1;
        else high = middle;
      }
      place = low;
    }
    neighbors[place] |= REMOVED;
    if (--words[record + DEGREE] < m) isInPhase[t >>> 5] &= ~(1 << (t & 31));
  }

  /** Sorts every row by falling degree, in place: neighbours become their ranks. */
  function ranksInRows(): void {
    const ranks = new Uint32Array(vertexCount);
    for (let k = 0; k < vertexCount; k++) ranks[byDegree[k]] = k;
    for (let t = 0; t < vertexCount; t++) {
      const end = offsets[t + 1];
      for (let k = offsets[t]; k < end; k++) neighbors[k] = ranks[neighbors[k]];
      sortRange(neighbors, offsets[t], end);
    }
  }

  /** Makes the hidden entries of the phase's vertices visible: inserts few, or sorts many and merges them into the visible ones, from the back. */
  function reveal(record: number): void {
    const start = startOf(record);
    const from = start + words[record + HIDDEN];
    const rowEnd = start + (words[record + LENGTH] & LENGTH_MASK);
    let visible = start + words[record + VISIBLE];
    let to = from;
    let next = NONE;
    for (; to < rowEnd; to++) {
      const rank = neighbors[to];
      if (rank >= phaseEnd) {
        next = rank;
        break;
      }
      neighbors[to] = byDegree[rank];
    }
    words[record + NEXT] = next;
    words[record + HIDDEN] = to - start;
    words[record + VISIBLE] += to - from;
    if (to - from <= FEW) {
      for (let k = from; k < to; k++) insert(start, visible++, neighbors[k]);
      return;
    }
    const fresh = neighbors.slice(from, to).sort();
    let old = visible - 1;
    let place = visible + fresh.length - 1;
    for (let k = fresh.length - 1; k >= 0; place--)
      neighbors[place] =
        old >= start && (neighbors[old] & NEIGHBOR) > fresh[k] ? neighbors[old--] : fresh[k--];
  }

  function insert(start: number, end: number, neighbor: number): void {
    let place = end;
    for (; place > start && (neighbors[place - 1] & NEIGHBOR) > neighbor; place--)
      neighbors[place] = neighbors[place - 1];
    neighbors[place] = neighbor;
  }

  /** Forgets the removed edges among the visible ones, when half of them are. The cursor stays at its edge, if that is there. */
  function compact(record: number): void {
    const start = startOf(record);
    const cursorAt = start + words[record + CURSOR];
    const from = start + words[record + VISIBLE];
    let end = start;
    let cursor = -1;
    for (let k = start; k < from; k++) {
      if (k === cursorAt) cursor = end;
      if (neighbors[k] >= 0) neighbors[end++] = neighbors[k];
    }
    words[record + CURSOR] = (cursor < 0 ? end : cursor) - start;
    words[record + VISIBLE] = end - start;
  }
}

/** Counting sort of the vertices by falling degree; of equal ones the lower number first. */
function verticesByFallingDegree({ vertexCount, offsets }: NeighborRows): {
  readonly byDegree: Uint32Array;
  /** how many vertices have a degree above d, for every d */
  readonly startsOfDegrees: Uint32Array;
} {
  let maxDegree = 0;
  for (let t = 0; t < vertexCount; t++) maxDegree = Math.max(maxDegree, offsets[t + 1] - offsets[t]);
  const startsOfDegrees = new Uint32Array(maxDegree + 1);
  for (let t = 0; t < vertexCount; t++) {
    const degree = offsets[t + 1] - offsets[t];
    if (degree > 0) startsOfDegrees[degree - 1]++;
  }
  for (let d = maxDegree - 1; d >= 0; d--) startsOfDegrees[d] += startsOfDegrees[d + 1];
  const byDegree = new Uint32Array(vertexCount);
  const places = startsOfDegrees.slice();
  for (let t = 0; t < vertexCount; t++) byDegree[places[offsets[t + 1] - offsets[t]]++] = t;
  return { byDegree, startsOfDegrees };
}
