import { InputError } from "../errors.js";
import type { NeighborRows } from "../graph/neighbor-rows.js";
import { sortRange } from "../graph/sort-range.js";
import type { EdgeColumns } from "./edge-columns.js";
import { createVertexBuckets } from "./vertex-buckets.js";

/** What the columns of an `edge_index` are as an undirected graph: count = selfLoops + E + reversed + repeated. */
export interface ColumnCounts {
  /** columns from a vertex to itself */
  readonly selfLoops: number;
  /** edges that are listed in both directions */
  readonly reversed: number;
  /** further columns of the same direction between two vertices */
  readonly repeated: number;
}

export interface RowsOfColumns extends ColumnCounts {
  readonly rows: NeighborRows;
  /** a sum over all columns in their order, by which an interrupted run knows its input */
  readonly checksum: number;
}

/** How {@link rowsOfColumns} builds. */
export interface RowsOptions {
  /** bytes that building, and what comes after it, may take */
  readonly memory: number;
  /** bytes that what comes after it takes for a vertex and for an edge, beside the rows */
  readonly perVertex: number;
  readonly perEdge: number;
  /** called with what is being done, and how many columns of how many are through */
  readonly onProgress?: (phase: string, done: number, total: number) => void;
}

/** What the program takes with an empty graph: its code, and the pieces that it reads and writes. */
export const BASE_BYTES = 160 * 2 ** 20;
/** Of the columns' ends, the part that every reading of the file can place at least. */
const LEAST_WINDOW = 1 / 16;

/**
 * The graph of an `edge_index`, as rows of neighbours, from its file and in bounded memory.
 *
 * Directions are dropped, self-loops left out, and of several columns between two vertices one edge is made; all are counted. The
 * first reading counts degrees. Every further one places the neighbours of as many vertices as there is room for (a counting
 * sort), sorts their rows and leaves out what is there twice, which makes room for the next: a file that lists both directions takes two
 * or three readings where there is just room for the graph. One reading where all columns fit.
 *
 * Complexity: O(E log d) and at most 17 readings of the file; memory 8 bytes an edge and 12 a vertex, and a sixteenth of the columns' ends.
 *
 * @throws FormatError for an index that is negative or past the vertex count
 * @throws InputError where the memory does not suffice, with the least that does
 */
export function rowsOfColumns(columns: EdgeColumns, options: RowsOptions): RowsOfColumns {
  const { memory, perVertex, perEdge, onProgress = () => undefined } = options;
  const counted = countDegrees(columns, (done) => onProgress("counting degrees", done, columns.count));
  const { degrees, entries, maxDegree, selfLoops, checksum } = counted;
  const vertexCount = degrees.length;
  const offsets = new Float64Array(vertexCount + 1);
  // A bit for every column is what writing the columns that are kept takes.
  const besideRows = BASE_BYTES + vertexCount * (12 + perVertex) + columns.count / 8;
  const window = Math.max(maxDegree, Math.ceil(entries * LEAST_WINDOW));
  const entryBytes = 4 + perEdge / 2;
  const room = Math.max(0, Math.floor((memory - besideRows) / entryBytes));
  // Where the graph turns out not to fit, its edges are counted all the same, to say what would do.
  let fits = room >= Math.min(entries, window);
  const neighbors = new Int32Array(Math.min(entries, Math.max(room, window)));
  let [used, reversed, repeated] = [0, 0, 0];
  let readings = 0;
  for (let from = 0; from < vertexCount; ) {
    let free = neighbors.length - (fits ? used : 0);
    const rest = entriesFrom(from);
    if (free < Math.min(window, rest)) {
      fits = false;
      free = neighbors.length;
    }
    const base = fits ? used : 0;
    let to = from;
    let end = base;
    while (to < vertexCount && end + degrees[to] <= base + free) {
      offsets[to] = end;
      end += degrees[to++];
    }
    offsets[to] = end;
    readings++;
    const phase =
      from === 0 && to === vertexCount ? "placing neighbours" : `placing neighbours, reading ${readings}`;
    place(from, to, (done) => onProgress(phase, done, columns.count));
    const kept = sortRows(from, to, base);
    used += kept;
    from = to;
  }
  offsets[vertexCount] = used;
  if (!fits) {
    const least = Math.ceil((besideRows + entryBytes * Math.min(entries, used + window)) / 2 ** 20);
    throw new InputError(
      `expected a graph that can be ordered in ${Math.floor(memory / 2 ** 20)} MiB, got one of ${vertexCount} vertices and ${used / 2} edges, which needs ${least} MiB; --memory ${least}M suffices`,
    );
  }
  return {
    rows: { vertexCount, edgeCount: used / 2, offsets, neighbors },
    checksum,
    selfLoops,
    reversed,
    repeated,
  };

  function entriesFrom(vertex: number): number {
    let sum = 0;
    for (let t = vertex; t < vertexCount && sum < window; t++) sum += degrees[t];
    return sum;
  }

  /** Writes the ends of all columns into the rows of vertices from .. to - 1; a row's entries are 2 neighbour + (1 where it is the source). */
  function place(from: number, to: number, onPiece: (done: number) => void): void {
    const buckets = createVertexBuckets({
      vertexCount: to - from,
      bytes: 4 * (offsets[to] - offsets[from]) + 8 * (to - from),
      values: 1,
      // Every offset moves to the end of its row, and back afterwards.
      take(work, begin, end) {
        for (let k = begin; k < end; k += 2) neighbors[offsets[from + work[k]]++] = work[k + 1];
      },
    });
    for (const { first, count, sources, targets } of columns.pieces()) {
      for (let k = 0; k < count; k++) {
        const s = sources[k];
        const t = targets[k];
        if (s === t) continue;
        if (s >= from && s < to) buckets.put(s - from, 2 * t);
        if (t >= from && t < to) buckets.put(t - from, 2 * s + 1);
      }
      onPiece(first + count);
    }
    buckets.flush();
    for (let t = from; t < to; t++) offsets[t] -= degrees[t];
  }

  /** Sorts rows and leaves one entry of each neighbour, moved to the front. @returns the entries left */
  function sortRows(from: number, to: number, base: number): number {
    let place = base;
    for (let t = from; t < to; t++) {
      const [start, end] = [offsets[t], offsets[t] + degrees[t]];
      sortRange(neighbors, start, end);
      offsets[t] = place;
      for (let k = start; k < end; ) {
        const neighbor = neighbors[k] >> 1;
        const begin = k;
        let outward = 0;
        for (; k < end && neighbors[k] >> 1 === neighbor; k++) outward += 1 - (neighbors[k] & 1);
        // Every edge stands in two rows; it is counted in that of its smaller end.
        if (t < neighbor) {
          const both = outward > 0 && outward < k - begin;
          if (both) reversed++;
          repeated += k - begin - (both ? 2 : 1);
        }
        neighbors[place++] = neighbor;
      }
    }
    return place - base;
  }
}

function countDegrees(columns: EdgeColumns, onPiece: (done: number) => void) {
  let degrees = new Uint32Array(2 ** 16);
  let vertexCount = 0;
  let selfLoops = 0;
  let checksum = 0;
  for (const { first, count, sources, targets } of columns.pieces()) {
    let most = vertexCount - 1;
    for (let k = 0; k < count; k++) most = Math.max(most, sources[k], targets[k]);
    vertexCount = most + 1;
    if (vertexCount > degrees.length) {
      const larger = new Uint32Array(Math.max(vertexCount, Math.ceil(1.5 * degrees.length)));
      larger.set(degrees);
      degrees = larger;
    }
    for (let k = 0; k < count; k++) {
      const s = sources[k];
      const t = targets[k];
      checksum = (Math.imul(checksum, 0x01000193) + Math.imul(s, 31) + t) | 0;
      if (s === t) {
        selfLoops++;
        continue;
      }
      degrees[s]++;
      degrees[t]++;
    }
    onPiece(first + count);
  }
  const exact = degrees.slice(0, vertexCount);
  let [entries, maxDegree] = [0, 0];
  for (const degree of exact) {
    entries += degree;
    if (degree > maxDegree) maxDegree = degree;
  }
  return { degrees: exact, entries, maxDegree, selfLoops, checksum };
}
