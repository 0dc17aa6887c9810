import { closeSync, createReadStream, fstatSync, openSync, readSync } from "node:fs";
import { FormatError, InputError } from "../errors.js";
import { openFailure } from "../files.js";
import {
  contentStart,
  DIRECTORY_TAIL,
  isPlausible,
  isZip,
  zipEntries,
} from "../graph/formats/compression/zip.js";
import { readNpyHeader } from "../graph/formats/numpy/npy.js";
import { inflateToFile } from "./inflate-to-file.js";
import { readBytes } from "./read-bytes.js";
import { isEdgeText, spoolEdgeList } from "./spool-edge-list.js";
import { isEdgeTable, spoolEdgeTable } from "./spool-edge-table.js";

/** Some columns of an `edge_index`. Valid until the next piece is read. */
export interface ColumnPiece {
  /** the first column's index */
  readonly first: number;
  readonly count: number;
  /** [count or more] */
  readonly sources: Int32Array;
  /** [count or more] */
  readonly targets: Int32Array;
}

/** The columns of an `edge_index`, read from a file in pieces. */
export interface EdgeColumns {
  readonly count: number;
  /** NumPy's type of the indices: `<i8`, `<i4`, `<u8` or `<u4` */
  readonly type: string;
  /** bytes of the file */
  readonly fileBytes: number;
  /** Reads all columns. @throws FormatError for an index that is none, or past the vertex count */
  pieces(): Iterable<ColumnPiece>;
  close(): void;
}

/** How {@link openEdgeColumns} reads. */
export interface EdgeColumnsOptions {
  /** indices are below this; default: 10^6 and 16 a byte of the file, at most 2^30 */
  readonly maxVertices?: number | undefined;
  /** where a deflated member of an archive is inflated to, and the numbers of a text or table are written; the caller deletes it */
  readonly inflateTo: string;
  /** called with bytes inflated, or bytes of text or table read, of how many */
  readonly onInflate?: (done: number, total: number) => void;
  /** told what a text's reader took for granted */
  readonly onNotice?: ((notice: string) => void) | undefined;
}

/** Neighbours and a bit of direction have to fit into 31 bits. */
const MOST_INDICES = 2 ** 30;
/** Columns of one piece. */
const PIECE = 2 ** 19;
const HEAD = 2 ** 16;
const MEMBER = "edge_index.npy";

/**
 * Opens an `edge_index` as PyTorch Geometric and OGB have it: integers of shape (2, E), of 32 or 64 bits, in an `.npy` file or as
 * the array `edge_index` of an `.npz` archive, stored or deflated. Nothing but its header is read yet; a deflated one is inflated to a file.
 * A list of edges as text (see {@link spoolEdgeList}), and a table of Parquet or Arrow (see {@link spoolEdgeTable}), is written to a file as
 * integers of 32 bits, in its order.
 *
 * @throws FormatError where the file is truncated, or its array is of another type or shape
 * @throws InputError where it cannot be read
 */
export async function openEdgeColumns(path: string, options: EdgeColumnsOptions): Promise<EdgeColumns> {
  let file = openFile(path);
  try {
    const fileBytes = fstatSync(file).size;
    if (isEdgeText(path) || isEdgeTable(path)) {
      const limit = Math.min(MOST_INDICES, options.maxVertices ?? MOST_INDICES);
      const onProgress = (done: number) => options.onInflate?.(done, fileBytes);
      const spool = isEdgeText(path) ? spoolEdgeList : spoolEdgeTable;
      await spool(path, options.inflateTo, { limit, onProgress, onNotice: options.onNotice });
      closeSync(file);
      file = openFile(options.inflateTo);
      const { size } = fstatSync(file);
      return columnsOf(file, { begin: 0, end: size, fileBytes: size }, options.maxVertices);
    }
    let [begin, end] = [0, fileBytes];
    if (isZip(readBytes(file, 0, 4))) {
      const tailStart = Math.max(0, fileBytes - DIRECTORY_TAIL);
      const entries = zipEntries(readBytes(file, tailStart, fileBytes - tailStart), tailStart);
      const entry = entries.get(MEMBER);
      if (entry === undefined)
        throw new FormatError(
          `npz: expected an array "edge_index", got ${[...entries.keys()].map((name) => name.replace(/\.npy$/, "")).join(", ") || "none"}`,
        );
      begin = contentStart(readBytes(file, entry.offset, 30), entry);
      end = begin + entry.compressedSize;
      if (!isPlausible(entry))
        throw new FormatError(
          `zip entry "${MEMBER}": ${entry.compressedSize} bytes cannot hold the ${entry.size} bytes it declares`,
        );
      if (end > fileBytes)
        throw new FormatError(
          `zip entry "${MEMBER}": expected ${entry.compressedSize} bytes, got ${Math.max(0, fileBytes - begin)} (truncated?)`,
        );
      if (entry.method !== 0) {
        const content = createReadStream(path, { start: begin, end: end - 1, highWaterMark: 2 ** 20 });
        await inflateToFile(content, entry, options.inflateTo, options.onInflate);
        closeSync(file);
        file = openFile(options.inflateTo);
        [begin, end] = [0, entry.size];
      }
    }
    return columnsOf(file, { begin, end, fileBytes }, options.maxVertices);
  } catch (error) {
    closeSync(file);
    throw error instanceof FormatError ? error.inFile(path) : error;
  }
}

/** Where an array stands in a file, in bytes. */
interface ArrayPlace {
  readonly begin: number;
  readonly end: number;
  readonly fileBytes: number;
}

/** The columns of an array in the NPY format. */
function columnsOf(
  file: number,
  { begin, end, fileBytes }: ArrayPlace,
  maxVertices = Math.min(MOST_INDICES, 10 ** 6 + 16 * fileBytes),
): EdgeColumns {
  if (!(maxVertices >= 1))
    throw new InputError(`max-vertices: expected at least 1 vertex, got ${maxVertices}`);
  const limit = Math.min(MOST_INDICES, maxVertices);
  const { descr, shape, fortran, start } = readNpyHeader(readBytes(file, begin, Math.min(HEAD, end - begin)));
  const [, digits] = /^<[iu]([48])$/.exec(descr) ?? [];
  if (digits === undefined)
    throw new FormatError(
      `edge_index: expected integers of 32 or 64 bits ('<i8', '<i4'), got type '${descr}'; convert it with .astype("int64")`,
    );
  if (shape.length !== 2 || shape[0] !== 2)
    throw new FormatError(
      `edge_index: expected shape (2, E), got (${shape.join(", ")})${shape.length === 2 && shape[1] === 2 ? "; write its transpose, numpy.ascontiguousarray(edges.T)" : ""}`,
    );
  const itemBytes = Number(digits);
  const count = shape[1];
  const data = begin + start;
  if (data + 2 * count * itemBytes !== end)
    throw new FormatError(
      `edge_index: expected ${2 * count * itemBytes} bytes for shape (2, ${count}) of type '${descr}', got ${Math.max(0, end - data)}${data + 2 * count * itemBytes > end ? " (truncated?)" : ""}`,
    );
  const wide = itemBytes === 8;
  const piece = Math.min(PIECE, count);
  const words = new Int32Array(2 * piece * (itemBytes / 4));
  const sources = new Int32Array(piece);
  const targets = new Int32Array(piece);

  /** Reads `size` items into the words from an item's place on. */
  function readItems(place: number, item: number, size: number): void {
    const bytes = new Uint8Array(words.buffer, place * itemBytes, size * itemBytes);
    readInto(file, bytes, data + item * itemBytes);
  }

  /** Indices of every `step`-th item of the words, from `place` on; the first is that of column `first`. */
  function decode(
    to: Int32Array,
    { place, step }: { readonly place: number; readonly step: number },
    size: number,
    first: number,
  ): void {
    const stride = wide ? 2 * step : step;
    for (let k = 0, at = wide ? 2 * place : place; k < size; k++, at += stride) {
      const index = words[at];
      if (!(index >= 0 && index < limit && (!wide || words[at + 1] === 0)))
        throw badIndex(words.subarray(at, at + (wide ? 2 : 1)), first + k);
      to[k] = index;
    }
  }

  function badIndex(item: Int32Array, column: number): FormatError {
    const [low, high = descr === "<u4" || low >= 0 ? 0 : -1] = item;
    const value = BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low >>> 0));
    return new FormatError(
      `edge_index, column ${column}: expected vertices from 0 to ${limit - 1}, got ${value}${value >= 0n ? "; --max-vertices allows more, up to 2^30" : ""}`,
    );
  }

  return {
    count,
    type: descr,
    fileBytes,
    *pieces() {
      for (let first = 0; first < count; first += piece) {
        const size = Math.min(piece, count - first);
        if (fortran) {
          readItems(0, 2 * first, 2 * size);
          decode(sources, { place: 0, step: 2 }, size, first);
          decode(targets, { place: 1, step: 2 }, size, first);
        } else {
          readItems(0, first, size);
          readItems(piece, count + first, size);
          decode(sources, { place: 0, step: 1 }, size, first);
          decode(targets, { place: piece, step: 1 }, size, first);
        }
        yield { first, count: size, sources, targets };
      }
    },
    close: () => closeSync(file),
  };
}

function openFile(path: string): number {
  try {
    const file = openSync(path, "r");
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
  } catch (error) {
    throw openFailure(path, error);
  }
  throw new InputError(`${path}: expected a file, as it is read several times`);
}

/** @throws FormatError where the file ends before the bytes are filled */
function readInto(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    const got = readSync(file, bytes, done, bytes.length - done, at + done);
    if (got === 0) throw new FormatError("the file ended while it was read: another process has changed it");
    done += got;
  }
}
