import { basename, dirname, extname, join, resolve } from "node:path";
import { InputError } from "../../src/errors.js";
import {
  HISTORIES_FOLDER,
  historyFileName,
  readHistory,
} from "../../src/evaluate/histories/history-files.js";
import { RESULTS_FILE } from "../../src/evaluate/records/results-file.js";
import { STRUCTURE_FILE } from "../../src/evaluate/structure/measure-structure.js";
import { latestFinished } from "../../src/evaluate/summaries/summary.js";
import type { FinishedRecord, TrialRecord } from "../../src/evaluate/trials/record.js";
import { makeFolder } from "../../src/files.js";
import { checkOutputFolder } from "../options/check-output-folder.js";
import { type HistoryRow, isHistoryFile, saveHistory } from "./save-history.js";

/** A sweep's folder, whose `history/` has the histories, and its records. */
export interface RecordedSweep {
  readonly folder: string;
  readonly records: readonly TrialRecord[];
}

/** What was written. */
export interface SavedHistories {
  /** trials with a history */
  readonly trials: number;
  /** finished trials that were run without */
  readonly without: number;
}

/** Files that a sweep and its report write into their folder. */
const OF_SWEEPS = [RESULTS_FILE, STRUCTURE_FILE, /^(summary|trials|curves.*|structure)\.(csv|arrow)$/];

/**
 * Checks, before anything is run, where the histories of trials are to be written.
 *
 * @param target a file (csv, jsonl, arrow), or the name of a folder, which has no ending
 * @param folders of the sweeps, which need not be there yet, and which have files of their own
 * @throws InputError where it is neither, cannot be written to, or is what a sweep writes itself
 */
export async function checkHistories(target: string, folders: readonly string[]): Promise<void> {
  if (isHistoryFile(target)) {
    const isBeside = folders.some((folder) => resolve(folder) === resolve(dirname(target)));
    if (!isBeside) return checkOutputFolder("--history", target);
    const name = basename(target);
    if (OF_SWEEPS.some((own) => (typeof own === "string" ? own === name : own.test(name))))
      throw new InputError(
        `--history ${target}: expected another name, as seprank evaluate writes a file of this name itself; history.csv is free`,
      );
    return;
  }
  if (extname(target) !== "")
    throw new InputError(
      `--history ${target}: expected a file name ending in .csv, .jsonl or .arrow, or the name of a folder, without an ending`,
    );
  if (folders.some((folder) => resolve(folder, HISTORIES_FOLDER) === resolve(target)))
    throw new InputError(
      `--history ${target}: expected another folder, as the evaluation keeps its own histories in this one`,
    );
}

/**
 * Writes the histories of sweeps: into one file, a row an epoch of a trial, or into a folder, a CSV file for each trial. Every row says of what
 * input and trial it is.
 *
 * @param targets of a folder: where the histories of each sweep go
 * @throws InputError, FormatError where a history is not there, or not as its record names it; InputError where nothing has one
 */
export async function saveHistories(
  sweeps: readonly RecordedSweep[],
  target: string,
  targets: readonly string[] = [target],
): Promise<SavedHistories> {
  const finished = sweeps.map(({ records }) => latestFinished(records));
  const kept = finished.map((records) => records.filter(({ history }) => history !== undefined));
  const trials = kept.reduce((sum, records) => sum + records.length, 0);
  const without = finished.reduce((sum, records) => sum + records.length, 0) - trials;
  if (trials === 0)
    throw new InputError(
      `--history ${target}: expected trials with a history, got none; run seprank evaluate with --history`,
    );
  if (isHistoryFile(target)) await saveHistory(rowsOf(sweeps, kept), target);
  else
    for (const [k, { folder }] of sweeps.entries()) {
      await makeFolder(targets[k]);
      for (const record of kept[k])
        await saveHistory([await rowsIn(folder, record)], join(targets[k], historyFileName(record)));
    }
  return { trials, without };
}

async function* rowsOf(
  sweeps: readonly RecordedSweep[],
  kept: readonly (readonly FinishedRecord[])[],
): AsyncGenerator<HistoryRow[]> {
  for (const [k, { folder }] of sweeps.entries())
    for (const record of kept[k]) yield await rowsIn(folder, record);
}

async function rowsIn(folder: string, record: FinishedRecord): Promise<HistoryRow[]> {
  const { input, model, method, sparsity, removed, seed } = record;
  const trial = { input: input.name, model, method, sparsity, removed, seed };
  return (await readHistory(folder, record)).map((epoch) => ({ ...trial, ...epoch }));
}
