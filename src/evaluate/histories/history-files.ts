import { join } from "node:path";
import { FormatError, InputError } from "../../errors.js";
import { makeFolder, readFileIfPresent, sha256Hex, writeFileAtomic } from "../../files.js";
import type { EpochRecord } from "../../nn/training/training-session.js";
import type { FinishedRecord, TrialRecord } from "../trials/record.js";
import { type Trial, trialKey } from "../trials/trial.js";
import { EPOCH_FIELDS, type EpochHistory } from "./epoch-history.js";

/** The folder, below a sweep's, that keeps the histories of its trials. */
export const HISTORIES_FOLDER = "history";

/** The name of a trial's file: what it is of in words, and a digest that tells it from others whose words are alike. */
export function historyFileName(trial: Omit<Trial, "sparsity">): string {
  const { model, method, removed, seed } = trial;
  const words = [model, method, `removed-${removed}`, `seed-${seed}`].join("_").replace(/[^\w.@-]+/g, "-");
  const digest = sha256Hex(new TextEncoder().encode(trialKey(trial)));
  return `${words.slice(0, 150)}_${digest.slice(0, 8)}.csv`;
}

/**
 * Keeps a trial's history in a folder's `history/`, a CSV file with a row an epoch. It is whole or not there, and takes the place of one that an
 * interrupted trial left; its record, which is written after it, names its SHA-256.
 *
 * @returns the SHA-256 of the file
 * @throws InputError where the folder cannot be written to
 */
export async function writeHistory(
  folder: string,
  trial: Omit<Trial, "sparsity">,
  history: EpochHistory,
): Promise<string> {
  const lines = history.map((epoch) => EPOCH_FIELDS.map((field) => cellOf(epoch[field])).join(","));
  const bytes = new TextEncoder().encode([EPOCH_FIELDS.join(","), ...lines, ""].join("\n"));
  await makeFolder(join(folder, HISTORIES_FOLDER));
  await writeFileAtomic(join(folder, HISTORIES_FOLDER, historyFileName(trial)), bytes);
  return sha256Hex(bytes);
}

/** Where the history of a record is. */
export function historyPath(folder: string, record: Omit<Trial, "sparsity">): string {
  return join(folder, HISTORIES_FOLDER, historyFileName(record));
}

/**
 * The bytes of a record's history as they were written.
 *
 * @throws InputError where the record has none, or its file is missing; FormatError where the file is another one
 */
export async function readHistoryBytes(folder: string, record: FinishedRecord): Promise<Uint8Array> {
  const path = historyPath(folder, record);
  if (record.history === undefined)
    throw new InputError(`${path}: expected a trial with a history, this one was run without --history`);
  const bytes = await readFileIfPresent(path);
  if (bytes === undefined)
    throw new InputError(
      `${path}: no such file, which the trial's record names; put it back, or choose another folder`,
    );
  const sha256 = sha256Hex(bytes);
  if (sha256 !== record.history)
    throw new FormatError(
      `expected the history that the trial's record names (SHA-256 ${record.history}), got ${sha256}; put it back, or choose another folder`,
      { file: path },
    );
  return bytes;
}

/** The history of a record. @throws as {@link readHistoryBytes} */
export async function readHistory(folder: string, record: FinishedRecord): Promise<EpochHistory> {
  // The checksum says that we wrote it.
  const [, ...lines] = new TextDecoder().decode(await readHistoryBytes(folder, record)).split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const cells = line.split(",").map((cell) => (cell === "" ? null : Number(cell)));
      return Object.fromEntries(EPOCH_FIELDS.map((field, k) => [field, cells[k]])) as unknown as EpochRecord;
    });
}

/**
 * Copies the history that a record names, if any, from one sweep's folder to another's, where the record is to be added after it.
 *
 * @throws as {@link readHistoryBytes}, and InputError where the folder cannot be written to
 */
export async function copyHistory(record: TrialRecord, from: string, to: string): Promise<void> {
  if (record.outcome !== "ok" || record.history === undefined) return;
  const bytes = await readHistoryBytes(from, record);
  await makeFolder(join(to, HISTORIES_FOLDER));
  await writeFileAtomic(historyPath(to, record), bytes);
}

function cellOf(value: number | null): string {
  return value === null ? "" : String(value);
}
