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

/** So many new entries are inserted one by one. */
const FEW = 16;

/**
 * The rows of a graph without edge indices: neighbours only, 8 bytes an edge, and about 45 bytes a vertex.
 *
 * A row is its visible neighbours, ascending, and behind them those of lower degree, which are not visible yet, by falling degree. With
 * canonical numbers edges rise with the neighbours, so that the first candidate in a row is the first of its edges. An edge is known by
 * the number of the pair of its ends, see {@link createPairNumbers}. A removed edge is marked in both rows, the second time at a place found by binary search; marked entries are dropped when they are half of the visible ones.
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
  const originalDegrees = new Uint32Array(vertexCount);
  for (let t = 0; t < vertexCount; t++) originalDegrees[t] = offsets[t + 1] - offsets[t];
  const degrees = originalDegrees.slice();
  const byDegree = verticesByFallingDegree(originalDegrees);
  sortByFallingDegree();
  // Places within a row.
  const hiddenFrom = new Uint32Array(vertexCount);
  const visibleTo = new Uint32Array(vertexCount);
  const cursors = new Uint32Array(vertexCount);
  const goneCounts = new Uint32Array(vertexCount);
  const nextReveal = new Uint32Array(vertexCount); // degree of the first hidden neighbour, 0 where none is hidden
  for (let t = 0; t < vertexCount; t++) nextReveal[t] = degreeOfHidden(t);
  const pairs = createPairNumbers(vertexCount);

  return {
    vertexCount,
    vertexAt: (place) => byDegree[place],
    degreeAt: (place) => originalDegrees[byDegree[place]],
    degrees,
    open(t, m) {
      if (nextReveal[t] >= m) reveal(t, m);
      cursors[t] = 0;
    },
    seek(t, m, from) {
      if (2 * goneCounts[t] > visibleTo[t]) compact(t);
      const start = offsets[t];
      const end = start + visibleTo[t];
      let k = start + cursors[t];
      for (; k < end; k++) {
        const neighbor = neighbors[k];
        if (neighbor >= from && degrees[neighbor] >= m) break; // marked ones are negative
      }
      cursors[t] = k - start;
      return k < end ? pairs.of(t, neighbors[k]) : -1;
    },
    found(t) {
      return cursors[t] < visibleTo[t] ? pairs.of(t, neighbors[offsets[t] + cursors[t]] & NEIGHBOR) : -1;
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
      let end = 0;
      for (let t = 0; t < vertexCount; t++) {
        const start = offsets[t];
        if (goneCounts[t] > 0) compact(t);
        if (nextReveal[t] > 0) reveal(t, 0);
        neighbors.copyWithin(end, start, start + degrees[t]);
        offsets[t] = end;
        end += degrees[t];
      }
      offsets[vertexCount] = end;
      return { vertexCount, edgeCount: end / 2, offsets, neighbors };
    },
  };

  function mark(t: number, neighbor: number): void {
    const start = offsets[t];
    // Most edges are removed where the search stands in one of their rows.
    let place = start + cursors[t];
    if (cursors[t] >= visibleTo[t] || neighbors[place] !== neighbor) {
      let low = start;
      let high = start + visibleTo[t];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if ((neighbors[middle] & NEIGHBOR) < neighbor) low = middle + 1;
        else high = middle;
      }
      place = low;
    }
    neighbors[place] |= REMOVED;
    goneCounts[t]++;
    degrees[t]--;
  }

  /** Sorts every row by falling degree, in place: neighbours become their places in the order of degrees, are sorted, and become themselves. */
  function sortByFallingDegree(): void {
    const places = new Uint32Array(vertexCount);
    for (let k = 0; k < vertexCount; k++) places[byDegree[k]] = k;
    for (let t = 0; t < vertexCount; t++) {
      const end = offsets[t + 1];
      for (let k = offsets[t]; k < end; k++) neighbors[k] = places[neighbors[k]];
      sortRange(neighbors, offsets[t], end);
      for (let k = offsets[t]; k < end; k++) neighbors[k] = byDegree[neighbors[k]];
    }
  }

  function degreeOfHidden(t: number): number {
    const k = offsets[t] + hiddenFrom[t];
    return k < offsets[t + 1] ? originalDegrees[neighbors[k]] : 0;
  }

  /** Makes entries visible: inserts few, or sorts many and merges them into the visible ones, from the back. */
  function reveal(t: number, m: number): void {
    const start = offsets[t];
    const from = start + hiddenFrom[t];
    let to = from;
    while (to < offsets[t + 1] && originalDegrees[neighbors[to]] >= m) to++;
    hiddenFrom[t] = to - start;
    nextReveal[t] = degreeOfHidden(t);
    let visible = start + visibleTo[t];
    visibleTo[t] += to - from;
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
  function compact(t: number): void {
    const start = offsets[t];
    const cursorAt = start + cursors[t];
    const from = start + visibleTo[t];
    let end = start;
    let cursor = -1;
    for (let k = start; k < from; k++) {
      if (k === cursorAt) cursor = end;
      if (neighbors[k] >= 0) neighbors[end++] = neighbors[k];
    }
    cursors[t] = (cursor < 0 ? end : cursor) - start;
    visibleTo[t] = end - start;
    goneCounts[t] = 0;
  }
}

/** Counting sort of the vertices by falling degree; of equal ones the lower number first. */
function verticesByFallingDegree(degrees: Uint32Array): Uint32Array {
  let maxDegree = 0;
  for (const d of degrees) if (d > maxDegree) maxDegree = d;
  const starts = new Uint32Array(maxDegree + 2); // starts[d]: how many vertices have a degree above d
  for (const d of degrees) if (d > 0) starts[d - 1]++;
  for (let d = maxDegree - 1; d >= 0; d--) starts[d] += starts[d + 1];
  const vertices = new Uint32Array(degrees.length);
  for (let t = 0; t < degrees.length; t++) vertices[starts[degrees[t]]++] = t;
  return vertices;
}
