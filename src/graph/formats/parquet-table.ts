import { type AsyncBuffer, type FileMetaData, parquetMetadata, parquetRead, parquetSchema } from "hyparquet";
import { FormatError } from "../../errors.js";

/** A column's values, one a row: numbers, big integers, strings, lists; null where a row has none. */
export type ParquetColumn = readonly unknown[];

/** A table of few columns, whole in memory. */
export interface ParquetTable {
  readonly rows: number;
  /** names in file order */
  readonly names: readonly string[];
  readonly column: (name: string) => ParquetColumn | undefined;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** More rows than this are refused before anything is read. */
const MOST_ROWS = 2 ** 27;

/**
 * Reads a Parquet file (uncompressed or Snappy), all columns.
 *
 * Complexity: O(rows x columns).
 *
 * @throws FormatError where the bytes are no Parquet file that can be read, or a column has not a value for each row
 */
export async function readParquetTable(bytes: Uint8Array): Promise<ParquetTable> {
  const file = bytes.slice().buffer;
  const metadata = readMetadata(file);
  const rows = Number(metadata.num_rows);
  if (!(Number.isSafeInteger(rows) && rows >= 0 && rows <= MOST_ROWS))
    throw new FormatError(`parquet: expected at most ${MOST_ROWS} rows, got ${metadata.num_rows}`);
  // From the schema: a table without rows has no chunk of any column.
  const names = columnNames(metadata);
  const columns = new Map<string, unknown[]>(names.map((name) => [name, []]));
  let overfull = false;
  try {
    await parquetRead({
      file: file as unknown as AsyncBuffer,
      metadata,
      // The library's own decoder takes a leading U+FEFF for a byte order mark.
      parsers: { stringFromBytes: (value: Uint8Array) => value && decoder.decode(value) },
      onChunk({ columnName, columnData, rowStart }) {
        // What is thrown here is caught by nobody: the library does not wait for this function.
        const column = columns.get(columnName);
        if (column === undefined || rowStart + columnData.length > rows) overfull = true;
        else for (let k = 0; k < columnData.length; k++) column[rowStart + k] = columnData[k];
      },
    });
  } catch (error) {
    throw refused(error);
  }
  if (overfull) throw new FormatError(`parquet: expected ${rows} values in each column, got more`);
  for (const [name, column] of columns)
    if (column.length !== rows)
      throw new FormatError(`parquet: expected ${rows} values in column ${name}, got ${column.length}`);
  return { rows, names, column: (name) => columns.get(name) };
}

function readMetadata(file: ArrayBuffer): FileMetaData {
  try {
    return parquetMetadata(file);
  } catch (error) {
    throw refused(error);
  }
}

function columnNames(metadata: FileMetaData): string[] {
  try {
    return parquetSchema(metadata).children.map(({ element }) => element.name);
  } catch (error) {
    throw refused(error);
  }
}

function refused(error: unknown): FormatError {
  const reason = error instanceof Error ? error.message : String(error);
  return new FormatError(
    `parquet: cannot be read (${reason.replaceAll(/\s+/g, " ").slice(0, 160)})`,
    {},
    { cause: error },
  );
}
