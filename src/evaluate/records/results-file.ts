import { join } from "node:path";
import { readFileIfPresent } from "../../files.js";
import { parseRecord, type TrialRecord } from "../trials/record.js";
import { type LineFile, openLineFile, parseLines } from "./line-file.js";

/** The name of a sweep's records within its folder. */
export const RESULTS_FILE = "results.jsonl";

/** A folder's records, and the way to add one. */
export type ResultsFile = LineFile<TrialRecord>;

/**
 * Opens `results.jsonl` in a folder for appending; see {@link openLineFile}.
 *
 * @throws InputError where the folder cannot be made or written to
 * @throws FormatError (file, line) where a whole line is not a record
 */
export function openResults(folder: string): Promise<ResultsFile> {
  return openLineFile(join(folder, RESULTS_FILE), parseRecord);
}

/**
 * The records in a folder, none where there is no file of them. Nothing is written; an unfinished last line is left out.
 *
 * @throws FormatError (file, line) where a whole line is not a record
 */
export async function readResults(folder: string): Promise<Pick<ResultsFile, "path" | "records">> {
  const path = join(folder, RESULTS_FILE);
  const bytes = (await readFileIfPresent(path)) ?? new Uint8Array();
  const whole = bytes.lastIndexOf(0x0a) + 1;
  return { path, records: parseLines(new TextDecoder().decode(bytes.subarray(0, whole)), path, parseRecord) };
}
