import { InputError } from "../../src/errors.js";
import { writeFileAtomic } from "../../src/files.js";

/** A column's name and its cells, null where there is none. */
export type Columns = Readonly<Record<string, readonly (string | number | bigint | null)[]>>;

/** @throws InputError where a file's name tells no format that tables are written in */
export function checkTableFile(file: string): void {
  if (!/\.(csv|arrow)$/i.test(file))
    throw new InputError(`-o ${file}: expected a file name ending in .csv or .arrow`);
}

/**
 * Writes a table by the file's name: comma-separated with a header, or an Arrow IPC file.
 *
 * Arrow: numbers are float64; a column with a number of 2^53 or more holds decimal digits, so that none is rounded.
 */
export async function saveTable(columns: Columns, file: string): Promise<void> {
  checkTableFile(file);
  await writeFileAtomic(file, /\.csv$/i.test(file) ? csvOf(columns) : await arrowOf(columns));
}

function csvOf(columns: Columns): Uint8Array {
  const cell = (value: string | number | bigint | null) => {
    const text = value === null ? "" : `${value}`;
    return /^\s|\s$|[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const names = Object.keys(columns);
  const rows = columns[names[0]].map((_, k) => names.map((name) => cell(columns[name][k])).join(","));
  return new TextEncoder().encode([names.map(cell).join(","), ...rows, ""].join("\n"));
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
