import { closeSync, fstatSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
import { FormatError, InputError } from "../errors.js";
import { openFailure } from "../files.js";
import { arrowWithCompression } from "../graph/formats/tables/decode-arrow.js";
import { asciiAt, isArrowFile, isParquet } from "../graph/formats/tables/table-marks.js";
import { namedEnds } from "../graph/formats/text/edge-list-header.js";
import { openEdgeSpool } from "./edge-spool.js";
import { readBytes } from "./read-bytes.js";
import type { SpoolOptions } from "./spool-edge-list.js";

const ENDINGS = /\.(parquet|arrow|feather|ftr|ipc|arrows)$/i;
/** Rows of one row group or record batch: it is decoded as a whole. */
const MOST_ROWS = 2 ** 24;

/** What every message of a stream begins with. */
const CONTINUATION = 0xffffffff;

/** Whether a file is a table of Parquet or Arrow, by its name. */
export function isEdgeTable(path: string): boolean {
  return ENDINGS.test(path);
}

/** Some rows of the two columns of ends. */
interface RowPiece {
  readonly rows: number;
  readonly ends: readonly [ArrayLike<unknown>, ArrayLike<unknown>];
  /** bytes of the file that are read */
  readonly done: number;
}

/** The columns of ends, by their places. */
type ChooseEnds = (names: readonly string[]) => readonly [number, number];

/**
 * Writes a table with a row for each edge, Parquet or Arrow IPC (file or stream), as an `edge_index` of 32-bit integers: row group by row group, or
 * record batch by record batch.
 *
 * The ends are the columns of known names (`source` and `target`, ...), else the first two, which is a notice. They hold integers: the vertices are
 * the numbers, so those from 0 to the largest. Other columns are not read.
 *
 * @param to the `.npy` file to write, of shape (2, E) in Fortran's order
 * @returns how many edges there are
 *
 * Complexity: O(rows), in the memory of one row group or record batch, at most 2^24 rows.
 *
 * @throws FormatError with column and row where there is no vertex, where a file is damaged or truncated, or its pieces are too large
 * @throws InputError where it cannot be read, or the disk is full
 */
export async function spoolEdgeTable(path: string, to: string, options: SpoolOptions): Promise<number> {
  const { limit, onProgress, onNotice } = options;
  let names: readonly string[] = [];
  let chosen: readonly [number, number] = [0, 1];
  const choose: ChooseEnds = (all) => {
    if (all.length < 2)
      throw new FormatError(
        `expected a table of edges, with the columns source and target, got the columns ${all.join(", ") || "none"}`,
      );
    const known = namedEnds(all);
    chosen = known?.ends ?? [0, 1];
    names = all;
    const words = (field: number) => `column ${JSON.stringify(all[field])}`;
    if (known === undefined) onNotice?.(`edges read from ${words(0)} to ${words(1)}`);
    return chosen;
  };
  const spool = openEdgeSpool(to);
  try {
    for await (const piece of piecesOf(path, choose)) {
      spool.add(vertices(piece));
      onProgress(piece.done);
    }
    if (spool.count === 0) throw new FormatError("expected a row for each edge, got none");
    spool.finish();
    return spool.count;
  } catch (error) {
    throw error instanceof FormatError || error instanceof InputError
      ? error
      : new FormatError(`damaged or truncated (${String((error as Error).message).split("\n")[0]})`);
  } finally {
    spool.close();
  }

  function vertices({ rows, ends: columns }: RowPiece): Uint32Array {
    const ends = new Uint32Array(2 * rows);
    columns.forEach((values, side) => {
      const name = names[chosen[side]];
      if (values.length !== rows)
        throw new FormatError(
          `damaged: column ${JSON.stringify(name)}: expected ${rows} rows, got ${values.length}`,
        );
      for (let row = 0; row < rows; row++) {
        const value = values[row];
        const vertex = typeof value === "bigint" ? Number(value) : value;
        if (!(typeof vertex === "number" && vertex >= 0 && vertex < limit && Number.isInteger(vertex)))
          throw badVertex(name, spool.count + row, value);
        ends[2 * row + side] = vertex;
      }
    });
    return ends;
  }

  function badVertex(name: string, row: number, value: unknown): FormatError {
    const place = `column ${JSON.stringify(name)}, row ${row + 1}`;
    if (value === null || value === undefined)
      return new FormatError(`${place}: expected a vertex, got nothing`);
    const isNumber = typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
    const way = !isNumber
      ? "; tables with names are read whole: write .npz"
      : Number(value) >= limit
        ? "; --max-vertices allows more, up to 2^30"
        : "";
    const text = typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : `${value}`.slice(0, 60);
    return new FormatError(`${place}: expected vertices from 0 to ${limit - 1}, got ${text}${way}`);
  }
}

async function* piecesOf(path: string, choose: ChooseEnds): AsyncIterable<RowPiece> {
  const file = attemptOpen(path);
  try {
    const size = fstatSync(file).size;
    const head = readBytes(file, 0, 8);
    const tail = asciiAt(readBytes(file, Math.max(0, size - 6), 6), 0, 6);
    if (isParquet(head)) {
      if (tail.slice(2) !== "PAR1") throw new FormatError("truncated: expected the mark PAR1 at the end");
      yield* parquetPieces(file, size, choose);
      return;
    }
    // Of a file that is cut off, apache-arrow reads what is left as a stream, without a word.
    if (isArrowFile(head) && tail !== "ARROW1")
      throw new FormatError("truncated: expected the mark ARROW1 at the end");
    const isStream = head.length === 8 && new Uint32Array(head.slice().buffer)[0] === CONTINUATION;
    if (!isArrowFile(head) && !isStream)
      throw new FormatError("expected Parquet or Arrow IPC, got neither's mark at the beginning");
    // The mark at the end may be left out, but then nobody knows whether batches are missing.
    const [mark, length] = new Uint32Array(readBytes(file, Math.max(0, size - 8), 8).slice().buffer);
    if (isStream && (mark !== CONTINUATION || length !== 0))
      throw new FormatError("truncated: expected the mark of a stream's end (ff ff ff ff 00 00 00 00)");
    yield* arrowPieces(path, { isFile: !isStream, size }, choose);
  } finally {
    closeSync(file);
  }
}

async function* parquetPieces(file: number, size: number, choose: ChooseEnds): AsyncIterable<RowPiece> {
  const [{ parquetMetadataAsync, parquetRead }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet-compressors"),
  ]);
  const buffer = {
    byteLength: size,
    slice: async (start: number, end = size) => readBytes(file, start, end - start).buffer,
  };
  const metadata = await parquetMetadataAsync(buffer, { geoparquet: false });
  const { schema, row_groups: groups } = metadata;
  // A table of edges is flat: columns that hold others are passed over.
  const names: string[] = [];
  for (let at = 1, depth: number[] = [schema[0]?.num_children ?? 0]; at < schema.length; at++) {
    if (depth.length === 1 && schema[at].num_children === undefined) names.push(schema[at].name);
    depth[depth.length - 1]--;
    if ((schema[at].num_children ?? 0) > 0) depth.push(schema[at].num_children as number);
    while (depth.length > 1 && depth[depth.length - 1] === 0) depth = depth.slice(0, -1);
  }
  const columns = choose(names).map((field) => names[field]);
  const total = groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (total !== Number(metadata.num_rows))
    throw new FormatError(`damaged: expected ${metadata.num_rows} rows in the row groups, got ${total}`);
  let first = 0;
  for (const group of groups) {
    const rows = checkedRows(Number(group.num_rows), "row groups");
    const parts = new Map<string, { readonly start: number; readonly data: ArrayLike<unknown> }[]>(
      columns.map((name) => [name, []]),
    );
    await parquetRead({
      file: buffer,
      metadata,
      compressors,
      geoparquet: false,
      columns,
      rowStart: first,
      rowEnd: first + rows,
      onChunk: ({ columnName, columnData, rowStart }) => {
        parts.get(columnName)?.push({ start: rowStart, data: columnData });
      },
    });
    const [sources, targets] = columns.map((name) =>
      joined((parts.get(name) ?? []).sort((a, b) => a.start - b.start).map(({ data }) => data)),
    );
    first += rows;
    yield { rows, ends: [sources, targets], done: Math.floor((size * first) / Math.max(1, total)) };
  }
}

async function* arrowPieces(
  path: string,
  { isFile, size }: { readonly isFile: boolean; readonly size: number },
  choose: ChooseEnds,
): AsyncIterable<RowPiece> {
  const arrow = await arrowWithCompression();
  const handle = await open(path);
  try {
    const reader = isFile
      ? await arrow.RecordBatchReader.from(handle)
      : await arrow.RecordBatchReader.from(handle.createReadStream({ autoClose: false, start: 0 }));
    await reader.open();
    const { fields } = reader.schema;
    const ends = choose(fields.map(({ name }) => name));
    for (const field of ends)
      if (!arrow.DataType.isInt(fields[field].type))
        throw new FormatError(
          `column ${JSON.stringify(fields[field].name)}: expected integers, got ${fields[field].type}; tables with names are read whole: write .npz`,
        );
    let rows = 0;
    for await (const batch of reader) {
      checkedRows(batch.numRows, "record batches");
      const [sources, targets] = ends.map((field) => {
        const data = batch.data.children[field];
        const values = data?.values as ArrayLike<number | bigint> | undefined;
        if (data === undefined || values === undefined || values.length < batch.numRows)
          throw new FormatError(
            `damaged: column ${JSON.stringify(fields[field].name)} of a batch: expected ${batch.numRows} values, got ${values?.length ?? 0}`,
          );
        return data.nullCount === 0
          ? (values as Int32Array).subarray(0, batch.numRows)
          : Array.from({ length: batch.numRows }, (_, row) => (data.getValid(row) ? values[row] : null));
      });
      rows += batch.numRows;
      yield { rows: batch.numRows, ends: [sources, targets], done: Math.min(size, 16 * rows) };
    }
  } finally {
    await handle.close();
  }
}

function checkedRows(rows: number, kind: string): number {
  if (rows >= 0 && rows <= MOST_ROWS) return rows;
  throw new FormatError(
    `expected ${kind} of at most ${MOST_ROWS} rows, got one of ${rows}; write smaller ones`,
  );
}

function joined(parts: readonly ArrayLike<unknown>[]): ArrayLike<unknown> {
  return parts.length === 1 ? parts[0] : parts.flatMap((part) => Array.from(part));
}

function attemptOpen(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw openFailure(path, error);
  }
}
