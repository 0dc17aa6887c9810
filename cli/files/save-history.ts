import { extname } from "node:path";
import { InputError } from "../../src/errors.js";
import { writeFileAtomic } from "../../src/files.js";
import type { EpochRecord } from "../../src/nn/training/training-session.js";
import { checkOutputFolder } from "../options/check-output-folder.js";
import { saveTable } from "./save-table.js";

/** One line of a history: an epoch, and what tells the training it is of from others. */
export type HistoryRow = EpochRecord & Readonly<Record<string, string | number | null>>;

/**
 * Checks a history's file before anything is trained.
 *
 * @throws InputError where its name tells no format that histories are written in, or its folder cannot be written to
 */
export async function checkHistoryFile(file: string): Promise<void> {
  if (![".csv", ".jsonl", ".arrow"].includes(extname(file).toLowerCase()))
    throw new InputError(`--history ${file}: expected a file name ending in .csv, .jsonl or .arrow`);
  await checkOutputFolder("--history", file);
}

/**
 * Writes loss and accuracies epoch by epoch: CSV with a header, JSON Lines, or an Arrow IPC file, by the file's name. A loss or an
 * accuracy that is no number is an empty field, in JSON and Arrow null.
 *
 * @param rows at least one, all with the same fields
 * @throws InputError where the file cannot be written
 */
export async function saveHistory(rows: readonly HistoryRow[], file: string): Promise<void> {
  const finite = (value: string | number | null) =>
    typeof value === "number" && !Number.isFinite(value) ? null : value;
  if (extname(file).toLowerCase() === ".jsonl") {
    // JSON writes what is no finite number as null.
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    return writeFileAtomic(file, new TextEncoder().encode(text));
  }
  const names = Object.keys(rows[0]);
  const columns = Object.fromEntries(names.map((name) => [name, rows.map((row) => finite(row[name]))]));
  await saveTable(columns, file);
}
