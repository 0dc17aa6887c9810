import { join } from "node:path";
import { lockFolder } from "../../evaluate/records/folder-lock.js";
import { openLineFile } from "../../evaluate/records/line-file.js";
import { packageVersion } from "../../evaluate/records/version.js";
import { createImageMaker } from "./locality-images.js";
import { type LocalityRecord, type LocalityRun, localityKey } from "./locality-run.js";
import { parseLocalityRecord } from "./parse-locality-record.js";
import { describeRun, runLocality } from "./run-locality.js";

/** The name of the records within a folder. */
export const LOCALITY_RECORDS = "runs.jsonl";

/** What a grid is done with. */
export interface LocalityGridOptions {
  readonly folder: string;
  readonly dataDir: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** a line that says how far the work is */
  readonly onProgress: (line: string) => void;
  /** after each run, also of those that were done before */
  readonly onRecord?: (record: LocalityRecord, done: number, count: number) => void;
}

/**
 * Does runs one after the other, and keeps each result as a line of `runs.jsonl` in a folder. Runs that are there are not done
 * again; one that was interrupted goes on from its checkpoint.
 *
 * @returns the records of the runs asked for, in their order
 * @throws InputError for options out of range, data that is not there, a folder that another process writes to
 * @throws FormatError where the folder's records are damaged
 * @throws InterruptedError after an abort
 */
export async function localityGrid(
  runs: readonly LocalityRun[],
  { folder, dataDir, signal, onProgress, onRecord }: LocalityGridOptions,
): Promise<LocalityRecord[]> {
  const lock = await lockFolder(folder);
  try {
    const known = new Map<string, LocalityRecord>();
    const file = await openLineFile(
      join(folder, LOCALITY_RECORDS),
      { parse: parseLocalityRecord, beginning: '{"schema":1,' },
      (record) => known.set(localityKey(record.seprank, record.run), record),
    );
    try {
      const seprank = packageVersion();
      const images = createImageMaker(dataDir);
      const found: LocalityRecord[] = [];
      for (const run of runs) {
        const key = localityKey(seprank, run);
        let record = known.get(key);
        if (record === undefined) {
          const label = `run ${found.length + 1} of ${runs.length}`;
          const result = await runLocality(run, {
            folder,
            images,
            signal,
            onProgress: (line) => onProgress(`${label}: ${line}`),
          });
          record = { schema: 1, seprank, run, result };
          await file.append(record);
          known.set(key, record);
          onProgress(
            `${label}: ${describeRun(run)}: test accuracy ${(100 * result.testAccuracy).toFixed(1)} %`,
          );
        }
        found.push(record);
        onRecord?.(record, found.length, runs.length);
      }
      return found;
    } finally {
      await file.close();
    }
  } finally {
    await lock.release();
  }
}
