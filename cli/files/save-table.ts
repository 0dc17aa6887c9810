import { InputError } from "../../src/errors.js";
import { writeFileAtomic } from "../../src/files.js";
import type { Globals } from "../options/globals.js";
import { UsageError } from "../terminal/exit.js";
import { STANDARD_OUTPUT, writeStandardOutput } from "./standard-output.js";

/** A column's name and its cells, null where there is none. */
export type Columns = Readonly<Record<string, readonly (string | number | bigint | null)[]>>;

/**
 * The name of a table's file, to be checked before anything is computed.
 *
 * @throws InputError where it tells no format that tables are written in
 * @throws UsageError where the table and the JSON document would both go to standard output
 */
export function checkTableFile(file: string, { json }: Pick<Globals, "json">): void {
  if (file !== STANDARD_OUTPUT && !/\.(csv|arrow)$/i.test(file))
    throw new InputError(
      `-o ${file}: expected a file name ending in .csv or .arrow, or - for standard output (csv)`,
    );
  if (file === STANDARD_OUTPUT && json)
    throw new UsageError("--json and -o - both write to standard output; write the table to a file");
}

/**
 * Writes a table by the file's name: comma-separated with a header (also to standard output), or an Arrow IPC file.
 *
 * Arrow: numbers are float64; a column with a number of 2^53 or more holds decimal digits, so that none is rounded.
 */
export async function saveTable(columns: Columns, file: string): Promise<void> {
  if (file === STANDARD_OUTPUT) return writeStandardOutput(csvOf(columns));
  await writeFileAtomic(file, /\.csv$/i.test(file) ? csvOf(columns) : await arrowOf(columns));
}

function csvOf(columns: Columns): Uint8Array {
  return new TextEncoder().encode(csvHeader(columns) + csvRows(columns));
}

/** The first line of a table as CSV. */
export function csvHeader(columns: Columns): string {
  return `${Object.keys(columns).map(csvCell).join(",")}\n`;
}

/** The lines of a table as CSV, without the header. */
export function csvRows(columns: Columns): string {
  const cells = Object.values(columns);
  return cells[0].map((_, k) => `${cells.map((column) => csvCell(column[k])).join(",")}\n`).join("");
}

function csvCell(value: string | number | bigint | null): string {
  const text = value === null ? "" : `${value}`;
  return /^\s|\s$|[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function arrowOf(columns: Columns): Promise<Uint8Array> {
  const { Float64, tableFromArrays, tableToIPC, Utf8, vectorFromArray } = await import("apache-arrow");
  const vectors = Object.entries(columns).map(([name, cells]) => {
    const numeric = cells.every((cell) => cell === null || typeof cell === "number");
    const texts = cells.map((cell) => (cell === null ? null : `${cell}`));
    return [name, numeric ? vectorFromArray([...cells], new Float64()) : vectorFromArray(texts, new Utf8())];
  });
  return tableToIPC(tableFromArrays(Object.fromEntries(vectors)), "file");
}
