import type { FileMetaData } from "hyparquet";
import { FormatError } from "../../../errors.js";
import { takeObjects } from "../../read-budget.js";
import { columnsOf, type DecodedColumn } from "./decode-columns.js";
import { dateText, type Table, timestampText } from "./table.js";
import { asciiAt, isParquet } from "./table-marks.js";

/** Digits that every 64-bit float holds. */
const EXACT_DIGITS = 15;

/**
 * Decodes a Parquet file by hyparquet, compressed by Snappy, gzip, Zstandard, LZ4 or Brotli.
 *
 * Columns: integers, floating point, decimals, booleans, texts, dates and points in time (as ISO 8601 texts), and lists of numbers. Columns
 * of other types are left out, which is a notice. Integers beyond 2^53 make their column one of texts.
 *
 * hyparquet takes what damaged files claim: this may run for ever or take all memory, and runs apart (`readTableApart`).
 *
 * @throws FormatError where the file does not begin and end as Parquet does, is encrypted, or its parts contradict each other
 */
export async function decodeParquet(bytes: Uint8Array): Promise<Table> {
  const tail = bytes.length < 12 ? "" : asciiAt(bytes, bytes.length - 4, 4);
  if (tail === "PARE") throw new FormatError("encrypted files are not read");
  if (tail !== "PAR1" || !isParquet(bytes))
    throw new FormatError("damaged or truncated: expected the mark PAR1 at the beginning and the end");
  const [{ parquetMetadata, parquetRead }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet-compressors"),
  ]);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const metadata = parquetMetadata(file, { geoparquet: false });
  const rows = checkedRows(metadata);
  const names = topNames(metadata);
  takeObjects(rows, 16 * names.length, "rows");
  const chunks = new Map<string, { start: number; data: ArrayLike<unknown> }[]>(
    names.map((name) => [name, []]),
  );
  await parquetRead({
    file,
    metadata,
    compressors,
    utf8: false,
    geoparquet: false,
    parsers: {
      timestampFromMilliseconds: (count) => timestampText(count, 1000),
      timestampFromMicroseconds: (count) => timestampText(count, 10 ** 6),
      timestampFromNanoseconds: (count) => timestampText(count, 10 ** 9),
      dateFromDays: (days) => dateText(days),
      jsonFromBytes: (text) => text && new TextDecoder().decode(text),
    },
    onChunk: ({ columnName, columnData, rowStart }) => {
      chunks.get(columnName)?.push({ start: rowStart, data: columnData });
    },
  });
  const decimals = decimalScales(metadata);
  const decoded = names.map((name): DecodedColumn => {
    const parts = (chunks.get(name) ?? []).sort((a, b) => a.start - b.start).map(({ data }) => data);
    const scale = decimals.get(name)?.scale;
    return { name, parts: scale === undefined ? parts : parts.map((part) => rounded(part, scale)) };
  });
  const { columns, notices } = columnsOf(decoded, rows);
  const inexact = [...decimals].filter(([, { precision }]) => precision > EXACT_DIGITS);
  return {
    rows,
    columns,
    metadata: new Map((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ""])),
    notices: [
      ...notices,
      ...inexact.map(
        ([name, { precision }]) =>
          `column ${JSON.stringify(name)}: decimals of ${precision} digits, read as the nearest 64-bit floats`,
      ),
    ],
  };
}

function checkedRows({ num_rows, row_groups }: FileMetaData): number {
  const rows = Number(num_rows);
  const found = row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (!Number.isSafeInteger(rows) || rows < 0 || found !== rows)
    throw new FormatError(`damaged: expected ${rows} rows in the row groups, got ${found}`);
  return rows;
}

/** The names of the columns, of nested ones the outermost. */
function topNames({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  let at = 1;
  const skip = (depth: number): void => {
    const element = schema[at++];
    if (element === undefined || depth > 32)
      throw new FormatError("damaged: the schema names more columns than it has");
    for (let child = 0; child < (element.num_children ?? 0); child++) skip(depth + 1);
  };
  for (let k = 0; k < (schema[0]?.num_children ?? 0); k++) {
    names.push(schema[at]?.name ?? "");
    skip(1);
  }
  return names;
}

function decimalScales({
  schema,
}: FileMetaData): Map<string, { readonly scale: number; readonly precision: number }> {
  const decimals = schema.filter(
    ({ converted_type, logical_type, num_children }) =>
      num_children === undefined && (converted_type === "DECIMAL" || logical_type?.type === "DECIMAL"),
  );
  return new Map(
    decimals.map(({ name, scale = 0, precision = 0 }) => [name, { scale: Math.min(scale, 100), precision }]),
  );
}

/** hyparquet multiplies by a power of ten, which is off by a bit now and then: 0.35 becomes 0.35000000000000003. */
function rounded(part: ArrayLike<unknown>, scale: number): unknown[] {
  return Array.from(part, (value) => (typeof value === "number" ? Number(value.toFixed(scale)) : value));
}
