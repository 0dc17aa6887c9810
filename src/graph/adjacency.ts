import { InputError } from "../errors.js";
import { createBitRanks } from "./bit-ranks.js";
import { checkAdjacency } from "./check-argument.js";
import { vertexRanges } from "./vertex-ranges.js";

/**
 * A simple graph as compressed sparse rows: what every algorithm here runs on.
 *
 * A readonly record of flat typed arrays. Vertices are 0 .. V-1, edges 0 .. E-1 in input order (an edge keeps the index of
 * its first appearance). Self-loops are implied at every vertex, as in the papers: never stored, never removed.
 *
 * Undirected: each edge stands in the rows of both its ends (S = 2E entries). Directed: it stands in its source's row only
 * (S = E). In every row the neighbours ascend.
 */
export interface Adjacency {
  readonly directed: boolean;
  /** V */
  readonly vertexCount: number;
  /** E */
  readonly edgeCount: number;
  /** [E] first end of each edge, as in the input */
  readonly sources: Uint32Array;
  /** [E] second end of each edge, as in the input */
  readonly targets: Uint32Array;
  /** [V + 1] row t holds the entries offsets[t] .. offsets[t + 1] - 1 */
  readonly offsets: Uint32Array;
  /** [S] neighbours, ascending in every row */
  readonly neighbors: Uint32Array;
  /** [S] edge index of every entry */
  readonly edges: Uint32Array;
  /** [E] edge weights as in the input, or null where the input has none */
  readonly weights: Float64Array | null;
  /** [E] edge types of a multi-relational graph, or null where there is one type only */
  readonly types: Uint16Array | null;
}

/** Edges as pairs of vertices, before they are an {@link Adjacency}. */
export interface EdgePairs {
  readonly vertexCount: number;
  /** [M] */
  readonly sources: ArrayLike<number>;
  /** [M] */
  readonly targets: ArrayLike<number>;
  /** [M] */
  readonly weights?: ArrayLike<number> | null | undefined;
  /** [M] */
  readonly types?: ArrayLike<number> | null | undefined;
  /** default false */
  readonly directed?: boolean | undefined;
}

/** What {@link buildAdjacency} left out. Every reader reports it. */
export interface DroppedEdges {
  /** self-loops: they are implied at every vertex, so a listed one adds nothing */
  readonly selfLoops: number;
  /** further appearances of an edge; undirected, (j, i) is a further appearance of (i, j). The first one's weight stays */
  readonly duplicates: number;
}

/** No edge was left out. */
export const NOTHING_DROPPED: DroppedEdges = Object.freeze({ selfLoops: 0, duplicates: 0 });

/**
 * Builds the rows of a graph from pairs of vertices, dropping self-loops and repeated edges.
 *
 * Rules: a self-loop is dropped (it is implied); of several equal edges the first is kept, with its weight (edges of
 * different types are different edges); vertices without an edge stay. Edge indices follow the order of the kept pairs.
 *
 * Complexity: O(V + M) memory; O(V + M) time, and O(d log d) for every row of d entries whose neighbours do not ascend in the input.
 *
 * @throws InputError where a vertex is not an integer in [0, V) or the columns' lengths differ
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 *
 * const { adjacency, dropped } = buildAdjacency({ vertexCount: 3, sources: [0, 1, 1], targets: [1, 0, 2] });
 * adjacency.neighbors; // => Uint32Array.of(1, 0, 2, 1)
 * dropped; // => { selfLoops: 0, duplicates: 1 }
 * ```
 */
export function buildAdjacency(pairs: EdgePairs): {
  adjacency: Adjacency;
  dropped: DroppedEdges;
  kept: Uint32Array;
} {
  checkPairs(pairs);
  const { vertexCount, sources, targets, types = null, weights = null, directed = false } = pairs;
  const count = sources.length;
  const rows = sortedEntries(vertexCount, sources, targets, directed);

  // Of the entries of one row with equal neighbour (and type), the one with the smallest pair index survives.
  let selfLoops = 0;
  const drop = new Uint8Array(count);
  for (let e = 0; e < count; e++)
    if (sources[e] === targets[e]) {
      drop[e] = 1;
      selfLoops++;
    }
  let duplicates = 0;
  const seen = types === null ? null : new Map<number, number>();
  for (let t = 0; t < vertexCount; t++) {
    for (let k = rows.offsets[t] + 1; k < rows.offsets[t + 1]; k++) {
      if (rows.neighbors[k] !== rows.neighbors[k - 1]) {
        seen?.clear();
        continue;
      }
      // Entries of equal neighbours stand in pair order, so the earlier one is the one that stays.
      const e = rows.edges[k];
      if (drop[e] === 1) continue;
      if (seen === null || types === null) {
        drop[e] = 1;
        duplicates++;
        continue;
      }
      if (seen.size === 0) seen.set(types[rows.edges[k - 1]], 1);
      if (seen.has(types[e])) {
        drop[e] = 1;
        duplicates++;
      } else seen.set(types[e], 1);
    }
    seen?.clear();
  }

  const kept = new Uint32Array(count - selfLoops - duplicates);
  for (let e = 0, k = 0; e < count; e++) if (drop[e] === 0) kept[k++] = e;
  const pick = <T extends Float64Array | Uint16Array | Uint32Array>(from: ArrayLike<number>, to: T): T => {
    for (let k = 0; k < kept.length; k++) to[k] = from[kept[k]];
    return to;
  };
  const keptSources = pick(sources, new Uint32Array(kept.length));
  const keptTargets = pick(targets, new Uint32Array(kept.length));
  const clean = kept.length === count ? rows : keptEntries(rows, drop, kept.length, directed);
  return {
    adjacency: {
      directed,
      vertexCount,
      edgeCount: kept.length,
      sources: keptSources,
      targets: keptTargets,
      ...clean,
      weights: weights === null ? null : pick(weights, new Float64Array(kept.length)),
      types: types === null ? null : pick(types, new Uint16Array(kept.length)),
    },
    dropped: { selfLoops, duplicates },
    kept,
  };
}

/**
 * The graph that keeps some of the edges, in the order given, and all vertices.
 *
 * @param edges [K] distinct edge indices of `adjacency`
 *
 * Complexity: O(V + K).
 *
 * @example
 * ```ts
 * import { buildAdjacency, subgraphOfEdges } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * subgraphOfEdges(graph, Uint32Array.of(0, 3)).targets; // => Uint32Array.of(1, 3)
 * ```
 */
export function subgraphOfEdges(adjacency: Adjacency, edges: Uint32Array): Adjacency {
  checkAdjacency(adjacency, "subgraphOfEdges");
  const { directed, vertexCount, weights, types } = adjacency;
  const sources = edges.map((e) => adjacency.sources[e]);
  const targets = edges.map((e) => adjacency.targets[e]);
  return {
    directed,
    vertexCount,
    edgeCount: edges.length,
    sources,
    targets,
    ...sortedEntries(vertexCount, sources, targets, directed),
    weights: weights === null ? null : Float64Array.from(edges, (e) => weights[e]),
    types: types === null ? null : Uint16Array.from(edges, (e) => types[e]),
  };
}

/**
 * [V] degrees without the implied self-loop (directed: out-degrees). O(V).
 *
 * @example
 * ```ts
 * import { buildAdjacency, degrees } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * degrees(graph); // => Uint32Array.of(2, 2, 3, 1)
 * ```
 */
export function degrees(adjacency: Adjacency): Uint32Array {
  checkAdjacency(adjacency, "degrees");
  const result = new Uint32Array(adjacency.vertexCount);
  for (let t = 0; t < result.length; t++) result[t] = adjacency.offsets[t + 1] - adjacency.offsets[t];
  return result;
}

function checkPairs({ vertexCount, sources, targets, weights, types }: EdgePairs): void {
  if (!Number.isInteger(vertexCount) || vertexCount < 0)
    throw new InputError(`vertex count: expected an integer >= 0, got ${vertexCount}`);
  for (const [name, column] of Object.entries({ targets, weights, types }))
    if (column !== undefined && column !== null && column.length !== sources.length)
      throw new InputError(
        `edge ${name}: expected ${sources.length} entries, one for each edge, got ${column.length}`,
      );
  for (const column of [sources, targets])
    for (let e = 0; e < column.length; e++) {
      const vertex = column[e];
      if (!(vertex >= 0 && vertex < vertexCount && Number.isInteger(vertex)))
        throw new InputError(`edge ${e}: expected vertices from 0 to ${vertexCount - 1}, got ${vertex}`);
    }
}

/** Entries of neighbouring rows that are placed together: so many stay in the caches. */
const TOGETHER = 2 ** 14;

/**
 * Rows with ascending neighbours; entries of equal neighbours stay in edge order. Entries are dealt to groups of neighbouring rows first, and
 * within each to its rows, which are sorted then: no step writes all over memory.
 */
function sortedEntries(
  vertexCount: number,
  sources: ArrayLike<number>,
  targets: ArrayLike<number>,
  directed: boolean,
): { offsets: Uint32Array; neighbors: Uint32Array; edges: Uint32Array } {
  const count = sources.length;
  const size = directed ? count : 2 * count;
  const offsets = new Uint32Array(vertexCount + 1);
  for (let e = 0; e < count; e++) {
    offsets[sources[e] + 1]++;
    if (!directed) offsets[targets[e] + 1]++;
  }
  accumulate(offsets);
  const { shift, count: groups } = vertexRanges(vertexCount, size / TOGETHER);
  const next = Uint32Array.from({ length: groups }, (_, g) => 3 * offsets[g * 2 ** shift]);
  const dealt = new Uint32Array(3 * size); // row, neighbour and edge of every entry
  const deal = (row: number, neighbor: number, e: number) => {
    const at = next[row >>> shift];
    next[row >>> shift] = at + 3;
    dealt[at] = row;
    dealt[at + 1] = neighbor;
    dealt[at + 2] = e;
  };
  for (let e = 0; e < count; e++) {
    // An undirected edge gives the entries (s, t) and (t, s).
    deal(sources[e], targets[e], e);
    if (!directed) deal(targets[e], sources[e], e);
  }
  const neighbors = new Uint32Array(size);
  const edges = new Uint32Array(size);
  const cursor = new Uint32Array(2 ** shift);
  const sortRow = createRowSort(neighbors, edges);
  for (let g = 0; g < groups; g++) {
    const from = g * 2 ** shift;
    const to = Math.min(vertexCount, from + 2 ** shift);
    for (let t = from; t < to; t++) cursor[t - from] = offsets[t];
    for (let k = 3 * offsets[from]; k < 3 * offsets[to]; k += 3) {
      const place = cursor[dealt[k] - from]++;
      neighbors[place] = dealt[k + 1];
      edges[place] = dealt[k + 2];
    }
    for (let t = from; t < to; t++) sortRow(offsets[t], offsets[t + 1]);
  }
  return { offsets, neighbors, edges };
}

/** Rows of up to so many entries are sorted by insertion. */
const SHORT = 24;

/** Sorts the entries of a row, which stand in edge order, by neighbour, and equal ones by edge. */
function createRowSort(neighbors: Uint32Array, edges: Uint32Array): (from: number, to: number) => void {
  let keys = new BigUint64Array(0);
  let halves = new Uint32Array(0);
  return (from, to) => {
    let k = from + 1;
    while (k < to && neighbors[k - 1] <= neighbors[k]) k++;
    if (k >= to) return;
    if (to - from > SHORT) {
      sortLong(from, to);
      return;
    }
    for (; k < to; k++) {
      const neighbor = neighbors[k];
      const e = edges[k];
      let place = k;
      for (; place > from && neighbors[place - 1] > neighbor; place--) {
        neighbors[place] = neighbors[place - 1];
        edges[place] = edges[place - 1];
      }
      neighbors[place] = neighbor;
      edges[place] = e;
    }
  };

  /** Numbers of 64 bits, the neighbour above the edge, whose order is that of the entries. */
  function sortLong(from: number, to: number): void {
    const length = to - from;
    if (length > keys.length) {
      keys = new BigUint64Array(2 * length);
      halves = new Uint32Array(keys.buffer);
    }
    for (let k = 0; k < length; k++) {
      halves[2 * k + LOW] = edges[from + k];
      halves[2 * k + 1 - LOW] = neighbors[from + k];
    }
    keys.subarray(0, length).sort();
    for (let k = 0; k < length; k++) {
      edges[from + k] = halves[2 * k + LOW];
      neighbors[from + k] = halves[2 * k + 1 - LOW];
    }
  }
}

/** Which half of a number of 64 bits stands first in memory: 0 where it is the lower one. */
const LOW = new Uint32Array(BigUint64Array.of(1n).buffer)[0] === 1 ? 0 : 1;

/** The entries of the edges that are not dropped, with the indices that these have then; rows stay as they are sorted. */
function keptEntries(
  { offsets, neighbors, edges }: Pick<Adjacency, "offsets" | "neighbors" | "edges">,
  drop: Uint8Array,
  keptCount: number,
  directed: boolean,
): { offsets: Uint32Array; neighbors: Uint32Array; edges: Uint32Array } {
  const dropped = createBitRanks(drop.length);
  for (let e = 0; e < drop.length; e++) if (drop[e] === 1) dropped.add(e);
  dropped.count();
  const size = directed ? keptCount : 2 * keptCount;
  const kept = {
    offsets: new Uint32Array(offsets.length),
    neighbors: new Uint32Array(size),
    edges: new Uint32Array(size),
  };
  let place = 0;
  for (let t = 0; t + 1 < offsets.length; t++) {
    for (let k = offsets[t]; k < offsets[t + 1]; k++) {
      const e = edges[k];
      if (dropped.has(e)) continue;
      kept.neighbors[place] = neighbors[k];
      kept.edges[place++] = e - dropped.rank(e);
    }
    kept.offsets[t + 1] = place;
  }
  return kept;
}

function accumulate(counts: Uint32Array): void {
  for (let k = 1; k < counts.length; k++) counts[k] += counts[k - 1];
}
