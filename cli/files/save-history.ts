import { extname } from "node:path";
import { InputError } from "../../src/errors.js";
import { writeFileAtomic } from "../../src/files.js";
import type { EpochRecord } from "../../src/nn/training/training-session.js";
import { checkOutputFolder } from "../options/check-output-folder.js";
import { type Columns, csvHeader, csvRows } from "./save-table.js";

/** One line of a history: an epoch, and what tells the training it is of from others. */
export type HistoryRow = EpochRecord & Readonly<Record<string, string | number | null>>;

/** The rows of one training, or of several: at least one row each, all with the same fields. */
export type Histories = Iterable<readonly HistoryRow[]> | AsyncIterable<readonly HistoryRow[]>;

/** Whether histories are written to files of this name. */
export function isHistoryFile(file: string): boolean {
  return [".csv", ".jsonl", ".arrow"].includes(extname(file).toLowerCase());
}

/**
 * Checks a history's file before anything is trained.
 *
 * @throws InputError where its name tells no format that histories are written in, or its folder cannot be written to
 */
export async function checkHistoryFile(file: string): Promise<void> {
  if (!isHistoryFile(file))
    throw new InputError(`--history ${file}: expected a file name ending in .csv, .jsonl or .arrow`);
  await checkOutputFolder("--history", file);
}

/**
 * Writes loss and accuracies epoch by epoch: CSV with a header, JSON Lines, or an Arrow IPC file with a batch a training, by the file's name. A
 * loss or an accuracy that is no number is an empty field, in JSON and Arrow null.
 *
 * CSV and JSON Lines are written training by training; an Arrow file is held in memory until it is whole.
 *
 * @throws InputError where the file cannot be written
 */
export async function saveHistory(histories: Histories, file: string): Promise<void> {
  const format = extname(file).toLowerCase();
  if (format === ".arrow") return writeFileAtomic(file, await arrowOf(histories));
  await writeFileAtomic(file, format === ".csv" ? csvOf(histories) : jsonLinesOf(histories));
}

const encoder = new TextEncoder();

async function* csvOf(histories: Histories): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const rows of histories) {
    const columns = columnsOf(rows);
    if (isFirst) yield encoder.encode(csvHeader(columns));
    isFirst = false;
    yield encoder.encode(csvRows(columns));
  }
}

async function* jsonLinesOf(histories: Histories): AsyncGenerator<Uint8Array> {
  // JSON writes what is no finite number as null.
  for await (const rows of histories)
    yield encoder.encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

async function arrowOf(histories: Histories): Promise<Uint8Array> {
  const { Float64, Table, tableToIPC, Utf8, vectorFromArray } = await import("apache-arrow");
  const tables: InstanceType<typeof Table>[] = [];
  for await (const rows of histories) {
    const vectors = Object.entries(columnsOf(rows)).map(([name, cells]) => {
      // The same for every training: one that has no validation accuracy has a column of numbers, too.
      const isText = cells.some((cell) => typeof cell === "string");
      return [name, isText ? vectorFromArray(cells, new Utf8()) : vectorFromArray(cells, new Float64())];
    });
    tables.push(new Table(Object.fromEntries(vectors)));
  }
  const [first, ...others] = tables;
  return tableToIPC(first.concat(...others), "file");
}

function columnsOf(rows: readonly HistoryRow[]): Columns {
  const finite = (value: string | number | null) =>
    typeof value === "number" && !Number.isFinite(value) ? null : value;
  return Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => finite(row[name]))]));
}
