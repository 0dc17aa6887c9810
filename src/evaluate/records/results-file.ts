import { join } from "node:path";
import { readFileIfPresent } from "../../files.js";
import { parseRecord, RECORD_SCHEMA, type TrialRecord } from "../trials/record.js";
import { type LineFile, type LineFormat, openLineFile, parseLines } from "./line-file.js";

/** The name of a sweep's records within its folder. */
export const RESULTS_FILE = "results.jsonl";

const RECORDS: LineFormat<TrialRecord> = { parse: parseRecord, beginning: `{"schema":${RECORD_SCHEMA},` };

/** A folder's records, and the way to add one. */
export interface ResultsFile extends LineFile<TrialRecord> {
  /** the records that were there when the file was opened */
  readonly records: readonly TrialRecord[];
}

/**
 * Opens `results.jsonl` in a folder for appending; see {@link openLineFile}.
 *
 * @throws InputError where the folder cannot be made or written to
 * @throws FormatError (file, line) where a whole line is not a record, or an unfinished one not the beginning of one
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openResults } from "seprank/evaluate";
 *
 * const results = await openResults(await mkdtemp(join(tmpdir(), "results-")));
 * results.records.length; // => 0
 * await results.close();
 * ```
 */
export async function openResults(folder: string): Promise<ResultsFile> {
  const records: TrialRecord[] = [];
  return { ...(await scanResults(folder, (record) => records.push(record))), records };
}

/**
 * Opens `results.jsonl` in a folder for appending, and holds none of the records that are there.
 *
 * @param onRecord takes them, one after another
 * @throws InputError, FormatError as {@link openResults}
 */
export function scanResults(
  folder: string,
  onRecord: (record: TrialRecord) => void,
): Promise<LineFile<TrialRecord>> {
  return openLineFile(join(folder, RESULTS_FILE), RECORDS, onRecord);
}

/**
 * The records in a folder, none where there is no file of them. Nothing is written; an unfinished last line is left out.
 *
 * @throws FormatError (file, line) where a whole line is not a record, or an unfinished one not the beginning of one
 *
 * @example
 * ```ts
 * import { readResults } from "seprank/evaluate";
 *
 * (await readResults("no-such-folder")).records; // => []
 * ```
 */
export async function readResults(folder: string): Promise<Pick<ResultsFile, "path" | "records">> {
  const path = join(folder, RESULTS_FILE);
  const bytes = (await readFileIfPresent(path)) ?? new Uint8Array();
  return { path, records: parseLines(bytes, path, RECORDS).records };
}
