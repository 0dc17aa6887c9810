import type { Data, DataType, Field } from "apache-arrow";
import { FormatError } from "../../../errors.js";
import { takeObjects } from "../../read-budget.js";
import { inflateLz4Frame } from "../compression/lz4.js";
import { inflateZstd } from "../compression/zstd.js";
import { columnsOf, type DecodedColumn } from "./decode-columns.js";
import { dateText, decimalOf, type Table, timestampText } from "./table.js";
import { asciiAt, isArrowFile } from "./table-marks.js";

type Arrow = typeof import("apache-arrow");

/**
 * Decodes Arrow IPC by apache-arrow: a file (Feather version 2) or a stream, its buffers plain or compressed by LZ4 or Zstandard.
 *
 * Columns as of `decodeParquet`.
 *
 * apache-arrow takes what damaged files claim: this may run for ever or take all memory, and runs apart (`readTableApart`).
 *
 * @throws FormatError where a file is cut off, a buffer does not inflate, or the file's parts contradict each other
 */
export async function decodeArrow(bytes: Uint8Array): Promise<Table> {
  // Of a file that is cut off, apache-arrow reads what is left as a stream, without a word.
  if (isArrowFile(bytes) && asciiAt(bytes, bytes.length - 6, 6) !== "ARROW1")
    throw new FormatError("truncated: expected the mark ARROW1 at the end");
  const arrow = await arrowWithCompression();
  const reader = arrow.RecordBatchReader.from(bytes).open();
  // The reader forgets its schema when it is at the end.
  const { fields, metadata } = reader.schema;
  const batches = [...reader];
  const rows = batches.reduce((sum, batch) => sum + batch.numRows, 0);
  takeObjects(rows, 16 * fields.length, "rows");
  const decoded = fields.map(
    (field, k): DecodedColumn => ({
      name: field.name,
      parts: batches.map((batch) => valuesOf(arrow, field, batch.data.children[k], batch.numRows)),
    }),
  );
  return { rows, ...columnsOf(decoded, rows), metadata: new Map(metadata) };
}

/** apache-arrow, which inflates buffers that are compressed by LZ4 or Zstandard. */
export async function arrowWithCompression(): Promise<Arrow> {
  const arrow = await import("apache-arrow");
  const { LZ4_FRAME, ZSTD } = arrow.CompressionType;
  arrow.compressionRegistry.set(LZ4_FRAME, {
    decode: (buffer) => inflateLz4Frame(buffer, inflatedSize(buffer)),
  });
  arrow.compressionRegistry.set(ZSTD, {
    // A copy, aligned for numbers of eight bytes.
    decode: (buffer) => new Uint8Array(inflateZstd(buffer, inflatedSize(buffer))),
  });
  return arrow;
}

/** An inflated buffer's size stands before it (format/Message.fbs); apache-arrow hands over a view that begins behind it. */
function inflatedSize(buffer: Uint8Array): number {
  if (buffer.byteOffset < 8) throw new FormatError("damaged: a compressed buffer without its size");
  const size = new DataView(buffer.buffer, buffer.byteOffset - 8, 8).getBigInt64(0, true);
  if (size < 0n || size > 2n ** 40n) throw new FormatError(`damaged: a buffer of ${size} bytes`);
  return Number(size);
}

function valuesOf(arrow: Arrow, field: Field, data: Data | undefined, rows: number): ArrayLike<unknown> {
  if (data === undefined || data.length !== rows)
    throw new FormatError(
      `damaged: column ${JSON.stringify(field.name)} of a batch: expected ${rows} rows, got ${data?.length ?? "none"}`,
    );
  checkBuffers(arrow, field, data);
  const { type } = field as { type: DataType };
  const each = (value: (row: number) => unknown) =>
    Array.from({ length: rows }, (_, row) => (data.getValid(row) ? value(row) : undefined));
  if (arrow.DataType.isTimestamp(type)) {
    const perSecond = [1, 1000, 10 ** 6, 10 ** 9][type.unit];
    return each((row) => timestampText(BigInt(data.values[row]), perSecond));
  }
  if (arrow.DataType.isDate(type)) {
    const perDay = type.unit === arrow.DateUnit.DAY ? 1 : 86_400_000;
    return each((row) => dateText(Math.floor(Number(data.values[row]) / perDay)));
  }
  if (arrow.DataType.isDecimal(type)) {
    const words = type.bitWidth / 32;
    return each((row) => decimalOf(wideInteger(data.values, row * words, words), type.scale));
  }
  const vector = new arrow.Vector([data]);
  if (arrow.DataType.isList(type) || arrow.DataType.isFixedSizeList(type) || isLargeList(arrow, type))
    return each((row) => listOf(vector.get(row)));
  const isNumeric =
    (arrow.DataType.isInt(type) && type.bitWidth < 64) ||
    (arrow.DataType.isFloat(type) && type.precision !== arrow.Precision.HALF);
  if (isNumeric && data.nullCount === 0) return Float64Array.from(data.values.subarray(0, rows));
  return each((row) => vector.get(row));
}

/** Buffers that are too short would be read as nothing, or as zeros. */
function checkBuffers(arrow: Arrow, field: Field, data: Data): void {
  const { type, length } = data;
  const fixed =
    arrow.DataType.isInt(type) || arrow.DataType.isFloat(type) || arrow.DataType.isTimestamp(type);
  const bits = arrow.DataType.isDictionary(type) || arrow.DataType.isBool(type);
  const claimed = fixed || (bits && arrow.DataType.isDictionary(type)) ? length : 0;
  if (claimed > 0 && (data.values?.length ?? 0) < claimed)
    throw new FormatError(
      `damaged: column ${JSON.stringify(field.name)} of a batch: expected ${claimed} values, got ${data.values?.length ?? 0}`,
    );
  if (arrow.DataType.isBool(type) && (data.values?.length ?? 0) * 8 < length)
    throw new FormatError(
      `damaged: column ${JSON.stringify(field.name)} of a batch: expected ${length} bits, got ${8 * (data.values?.length ?? 0)}`,
    );
}

function isLargeList(arrow: Arrow, type: DataType): boolean {
  return (type.typeId as number) === (arrow.Type as unknown as Record<string, number>).LargeList;
}

/** The items of a list of numbers, as apache-arrow's vector of them. */
function listOf(vector: unknown): unknown {
  return vector === null || typeof vector !== "object" ? vector : Array.from(vector as Iterable<unknown>);
}

/** A signed integer of several 32-bit words, lowest first. */
function wideInteger(words: Uint32Array, first: number, count: number): bigint {
  let value = 0n;
  for (let k = count - 1; k >= 0; k--) value = (value << 32n) | BigInt(words[first + k]);
  return BigInt.asIntN(32 * count, value);
}
