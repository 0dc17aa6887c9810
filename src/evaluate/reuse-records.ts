import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { InputError } from "../errors.js";
import { copyHistory } from "./histories/history-files.js";
import { usedOf } from "./plugins/plugin.js";
import { missingTrials, prepareSweep, type Sweep } from "./prepare-sweep.js";
import { isSameConfiguration } from "./records/configuration.js";
import { lockFolder } from "./records/folder-lock.js";
import { openResults, readResults } from "./records/results-file.js";
import type { FinishedRecord } from "./trials/record.js";
import { trialKey } from "./trials/trial.js";

/**
 * Adds to a sweep's folder those records of other folders that are of its trials, so that they are not run again: finished, of the same
 * version, input and hyperparameters, and missing here. The other folders are only read.
 *
 * @param others folders that hold `results.jsonl`, or folders of such folders
 * @returns the records added
 *
 * @throws InputError as runSweep, and where a folder holds no records; FormatError where a line is no record
 */
export async function reuseRecords(
  sweep: Sweep,
  folder: string,
  others: readonly string[],
): Promise<FinishedRecord[]> {
  const added: FinishedRecord[] = [];
  if (others.length === 0) return added;
  const prepared = prepareSweep(sweep);
  const found = await Promise.all(others.map(recordsBelow));
  const lock = await lockFolder(folder);
  try {
    const results = await openResults(folder);
    try {
      const missing = new Set(missingTrials(prepared, results).map(trialKey));
      for (const { record, from } of found.flat()) {
        const configuration = prepared.configurations.get(record.model);
        if (configuration === undefined || !missing.has(trialKey(record))) continue;
        if (!isSameConfiguration(record, configuration)) continue;
        if (!isDeepStrictEqual(record.plugin, usedOf(prepared.plugin, record))) continue;
        await copyHistory(record, from, folder);
        await results.append(record);
        missing.delete(trialKey(record));
        added.push(record);
      }
    } finally {
      await results.close();
    }
  } finally {
    await lock.release();
  }
  return added;
}

async function recordsBelow(
  folder: string,
): Promise<{ readonly record: FinishedRecord; readonly from: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const folders = [folder, ...inner];
  const all = await Promise.all(folders.map(readResults));
  const records = all.flatMap((results, k) =>
    results.records.flatMap((record) => (record.outcome === "ok" ? [{ record, from: folders[k] }] : [])),
  );
  if (records.length === 0)
    throw new InputError(`${folder}: expected finished trials to reuse, in it or one folder below, got none`);
  return records;
}
