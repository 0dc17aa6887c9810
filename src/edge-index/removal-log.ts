import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { InputError } from "../errors.js";
import { writeFailure } from "../files.js";
import type { NeighborRows } from "../graph/neighbor-rows.js";

/** By what an interrupted run knows its input and method. */
export interface LogIdentity {
  readonly method: string;
  readonly columns: number;
  readonly edges: number;
  readonly checksum: number;
}

/** The edges that a run has removed, in a file: a later run goes on from there. */
export interface RemovalLog {
  /** edges that are in the file already */
  readonly count: number;
  /** Takes the first `most` of these out of the rows; any others are dropped from the file. */
  replay(rows: NeighborRows, most: number): NeighborRows;
  add(smaller: number, larger: number): void;
  /** Writes what is still held back. */
  flush(): void;
  close(): void;
  remove(): void;
}

const HEADER_BYTES = 256;
const EDGE_BYTES = 8;
/** Edges that are written, or read, at once. */
const BATCH = 2 ** 14;

/**
 * Opens the log of a run, or begins one.
 *
 * A file of 256 bytes of JSON, and then the ends of every removed edge as 32-bit integers, first removed first. What a killed process left of
 * an edge at its end is dropped.
 *
 * @throws InputError where it belongs to another input, is damaged, or cannot be written
 */
export function openRemovalLog(path: string, identity: LogIdentity): RemovalLog {
  const header = Buffer.from(
    JSON.stringify(identity)
      .padEnd(HEADER_BYTES - 1)
      .concat("\n"),
  );
  const file = attempt(() => openSync(path, existsSync(path) ? "r+" : "w+"));
  const present = Buffer.alloc(HEADER_BYTES);
  const got = readSync(file, present, 0, HEADER_BYTES, 0);
  if (got === HEADER_BYTES && !present.equals(header)) {
    closeSync(file);
    throw new InputError(
      `${path}: expected the log of an interrupted run over the same edges by the same method, this is another's; delete it, or choose another output`,
    );
  }
  if (got < HEADER_BYTES) {
    attempt(() => ftruncateSync(file, 0));
    attempt(() => writeSync(file, header, 0, HEADER_BYTES, 0));
  }
  let count = Math.floor((Math.max(HEADER_BYTES, fstatSync(file).size) - HEADER_BYTES) / EDGE_BYTES);
  const batch = new Int32Array(2 * BATCH);
  const bytes = new Uint8Array(batch.buffer);
  let held = 0;
  let end = HEADER_BYTES + count * EDGE_BYTES;
  return {
    get count() {
      return count;
    },
    replay(rows, most) {
      const total = Math.min(count, most);
      count = total;
      end = HEADER_BYTES + count * EDGE_BYTES;
      attempt(() => ftruncateSync(file, end));
      for (let first = 0; first < total; first += BATCH) {
        const size = Math.min(BATCH, total - first);
        readSync(file, bytes, 0, size * EDGE_BYTES, HEADER_BYTES + first * EDGE_BYTES);
        for (let k = 0; k < size; k++) mark(rows, batch[2 * k], batch[2 * k + 1]);
      }
      return withoutMarked(rows);
    },
    add(smaller, larger) {
      batch[2 * held] = smaller;
      batch[2 * held + 1] = larger;
      if (++held === BATCH) flush();
    },
    flush,
    close: () => closeSync(file),
    remove: () => rmSync(path, { force: true }),
  };

  function flush(): void {
    const length = held * EDGE_BYTES;
    for (let done = 0; done < length; )
      done += attempt(() => writeSync(file, bytes, done, length - done, end + done));
    end += length;
    count += held;
    held = 0;
  }

  function attempt<T>(write: () => T): T {
    try {
      return write();
    } catch (error) {
      throw writeFailure(path, error);
    }
  }

  function mark(rows: NeighborRows, smaller: number, larger: number): void {
    const inRange = smaller >= 0 && smaller < larger && larger < rows.vertexCount;
    const places = inRange ? [findMarked(rows, smaller, larger), findMarked(rows, larger, smaller)] : [-1];
    if (places.some((place) => place < 0))
      throw new InputError(`${path}: damaged, as it removes an edge that is not there; delete it`);
    for (const place of places) rows.neighbors[place] = ~rows.neighbors[place];
  }
}

/** The place of a neighbour in a row some of whose entries are marked by their complements. */
function findMarked({ offsets, neighbors }: NeighborRows, vertex: number, other: number): number {
  let low = offsets[vertex];
  let high = offsets[vertex + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((neighbors[middle] < 0 ? ~neighbors[middle] : neighbors[middle]) < other) low = middle + 1;
    else high = middle;
  }
  return low < offsets[vertex + 1] && neighbors[low] === other ? low : -1;
}

function withoutMarked({ vertexCount, offsets, neighbors }: NeighborRows): NeighborRows {
  let place = 0;
  let start = 0;
  for (let t = 0; t < vertexCount; t++) {
    const end = offsets[t + 1];
    offsets[t] = place;
    for (let k = start; k < end; k++) if (neighbors[k] >= 0) neighbors[place++] = neighbors[k];
    start = end;
  }
  offsets[vertexCount] = place;
  return { vertexCount, edgeCount: place / 2, offsets, neighbors };
}
