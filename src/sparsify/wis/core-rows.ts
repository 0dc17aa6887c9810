import { type Adjacency, degrees } from "../../graph/adjacency.js";
import type { PhaseRows } from "./core-phases.js";

/** So many new entries are inserted one by one. */
const FEW = 4;

/**
 * The rows of a graph with edge indices, lowest first: entries become visible by falling degree of the neighbour.
 *
 * Made for {@link removeInPhases}, whose phases run through falling m, and whose search in a row never turns back within a phase.
 * Vertices are numbered by falling degree here (*ranks*): the vertices of a phase are a prefix, and a sweep over them reads
 * memory in order.
 *
 * Complexity: O(V + E) to build, 24 bytes an edge; opening a row sorts and merges what is new in it; a removed edge costs O(1), amortised.
 */
export function createCoreRows(adjacency: Adjacency): PhaseRows {
  const { vertexCount, edgeCount } = adjacency;
  const { originalDegrees, ranks, vertices } = rankByFallingDegree(degrees(adjacency));
  const degree = originalDegrees.slice();
  // What is read at random stands together: both ends of an edge in one cache line, and so edge and neighbour of an entry.
  const ends = new Uint32Array(2 * edgeCount);
  for (let e = 0; e < edgeCount; e++) {
    ends[2 * e] = ranks[adjacency.sources[e]];
    ends[2 * e + 1] = ranks[adjacency.targets[e]];
  }
  const offsets = new Uint32Array(vertexCount + 1);
  for (let t = 0; t < vertexCount; t++) offsets[t + 1] = offsets[t] + originalDegrees[t];

  // Edge and neighbour of entry k stand at 2k and 2k + 1. Neighbours' degrees fall.
  const entries = new Uint32Array(4 * edgeCount);
  const hiddenFrom = offsets.slice(0, vertexCount); // the row's entries from here on are not visible yet
  fillByNeighbor();
  const visibleTo = offsets.slice(0, vertexCount);
  const cursors = offsets.slice(0, vertexCount);
  const lastFound = new Int32Array(vertexCount);
  const goneCounts = new Uint32Array(vertexCount);
  const isGone = new Uint8Array(edgeCount);
  const nextReveal = new Uint32Array(vertexCount); // degree of the first hidden neighbour, 0 where none is hidden
  for (let t = 0; t < vertexCount; t++) nextReveal[t] = degreeOfHidden(t);

  let m = 0; // the phase
  let phaseEnd = 0;

  return {
    vertexCount,
    maxDegree: vertexCount === 0 ? 0 : originalDegrees[0],
    vertexAt: (place) => place,
    degrees: degree,
    links: new Int32Array(vertexCount),
    stride: 1,
    firstEnd: (edge) => ends[2 * edge],
    secondEnd: (edge) => ends[2 * edge + 1],
    createEdges: (count) => new Uint32Array(count),
    begin(phase) {
      m = phase;
      while (phaseEnd < vertexCount && originalDegrees[phaseEnd] >= m) phaseEnd++;
      return phaseEnd;
    },
    open(t) {
      if (nextReveal[t] >= m) reveal(t);
      cursors[t] = offsets[t];
    },
    seek(t, fromRank) {
      if (2 * goneCounts[t] > visibleTo[t] - offsets[t]) compact(t);
      const end = visibleTo[t];
      let k = cursors[t];
      for (; k < end; k++) {
        const neighbor = entries[2 * k + 1];
        if (neighbor >= fromRank && degree[neighbor] >= m && isGone[entries[2 * k]] === 0) break;
      }
      cursors[t] = k;
      lastFound[t] = k < end ? entries[2 * k] : -1;
      return lastFound[t];
    },
    found: (t) => lastFound[t],
    remove(edge) {
      const i = ends[2 * edge];
      const j = ends[2 * edge + 1];
      isGone[edge] = 1;
      goneCounts[i]++;
      goneCounts[j]++;
      degree[i]--;
      degree[j]--;
    },
  };

  /** Writes every row's entries by rising rank of the neighbour: each vertex in turn is dealt to its neighbours' rows. */
  function fillByNeighbor(): void {
    const { offsets: starts, neighbors, edges } = adjacency;
    const cursor = offsets.slice(0, vertexCount);
    for (let x = 0; x < vertexCount; x++) {
      const end = starts[vertices[x] + 1];
      for (let k = starts[vertices[x]]; k < end; k++) {
        const place = cursor[ranks[neighbors[k]]]++;
        entries[2 * place] = edges[k];
        entries[2 * place + 1] = x;
      }
    }
  }

  function degreeOfHidden(t: number): number {
    const k = hiddenFrom[t];
    return k < offsets[t + 1] ? originalDegrees[entries[2 * k + 1]] : 0;
  }

  /** Makes entries visible: inserts few, or sorts many and merges them into the visible ones, from the back. */
  function reveal(t: number): void {
    const from = hiddenFrom[t];
    let to = from;
    while (to < offsets[t + 1] && originalDegrees[entries[2 * to + 1]] >= m) to++;
    hiddenFrom[t] = to;
    nextReveal[t] = degreeOfHidden(t);
    if (to - from <= FEW) {
      for (let k = from; k < to; k++) insert(t, entries[2 * k], entries[2 * k + 1]);
      return;
    }
    const fresh = new Uint32Array(to - from);
    for (let k = from; k < to; k++) fresh[k - from] = entries[2 * k];
    fresh.sort();
    let old = visibleTo[t] - 1;
    let place = visibleTo[t] + fresh.length - 1;
    visibleTo[t] = place + 1;
    for (let k = fresh.length - 1; k >= 0; place--) {
      if (old >= offsets[t] && entries[2 * old] > fresh[k]) {
        entries[2 * place] = entries[2 * old];
        entries[2 * place + 1] = entries[2 * old + 1];
        old--;
      } else {
        const e = fresh[k--];
        entries[2 * place] = e;
        entries[2 * place + 1] = ends[2 * e] === t ? ends[2 * e + 1] : ends[2 * e];
      }
    }
  }

  function insert(t: number, edge: number, neighbor: number): void {
    let place = visibleTo[t]++;
    for (; place > offsets[t] && entries[2 * place - 2] > edge; place--) {
      entries[2 * place] = entries[2 * place - 2];
      entries[2 * place + 1] = entries[2 * place - 1];
    }
    entries[2 * place] = edge;
    entries[2 * place + 1] = neighbor;
  }

  /** Forgets the removed edges among the visible ones, when half of them are. The cursor stays at its edge, if that is there. */
  function compact(t: number): void {
    let end = offsets[t];
    let cursor = end;
    for (let k = end; k < visibleTo[t]; k++) {
      if (k === cursors[t]) cursor = end;
      if (isGone[entries[2 * k]] === 1) continue;
      entries[2 * end] = entries[2 * k];
      entries[2 * end + 1] = entries[2 * k + 1];
      end++;
    }
    cursors[t] = cursors[t] < visibleTo[t] ? cursor : end;
    visibleTo[t] = end;
    goneCounts[t] = 0;
  }
}

/** Counting sort of the vertices by falling degree: each vertex's rank, and the degrees and the vertices by rank. */
function rankByFallingDegree(degree: Uint32Array): {
  ranks: Uint32Array;
  originalDegrees: Uint32Array;
  vertices: Uint32Array;
} {
  const maxDegree = degree.reduce((a, b) => Math.max(a, b), 0);
  const starts = new Uint32Array(maxDegree + 2); // starts[d]: how many vertices have a degree above d
  for (const d of degree) if (d > 0) starts[d - 1]++;
  for (let d = maxDegree - 1; d >= 0; d--) starts[d] += starts[d + 1];
  const ranks = degree.map((d) => starts[d]++);
  const originalDegrees = new Uint32Array(degree.length);
  const vertices = new Uint32Array(degree.length);
  for (let t = 0; t < degree.length; t++) {
    originalDegrees[ranks[t]] = degree[t];
    vertices[ranks[t]] = t;
  }
  return { ranks, originalDegrees, vertices };
}
