import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { FormatError, InputError } from "../errors.js";
import { makeFolder, readFileIfPresent } from "../files.js";
import { parseRecord, type TrialRecord } from "./record.js";

/** The name of a sweep's records within its folder. */
export const RESULTS_FILE = "results.jsonl";

/** A folder's records, and the way to add one. */
export interface ResultsFile {
  readonly path: string;
  /** the records that were there when the file was opened */
  readonly records: readonly TrialRecord[];
  /** bytes of an unfinished last line that were cut off when the file was opened; 0 where it was whole */
  readonly tornBytes: number;
  /** Adds one record: one write of one whole line, on the disk when the promise resolves. */
  append(record: TrialRecord): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens `results.jsonl` in a folder for appending; makes both where they are missing.
 *
 * A run that was killed while it wrote leaves a last line without its newline: that line is cut off, its trial counts as not run.
 *
 * @throws InputError where the folder cannot be made or written to
 * @throws FormatError (file, line) where a whole line is not a record
 */
export async function openResults(folder: string): Promise<ResultsFile> {
  const path = join(folder, RESULTS_FILE);
  await makeFolder(folder);
  let file: FileHandle;
  try {
    file = await open(path, "a+");
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    const bytes = await file.readFile();
    const whole = bytes.lastIndexOf(0x0a) + 1;
    const records = parseLines(bytes.subarray(0, whole).toString("utf8"), path);
    if (whole < bytes.length) await file.truncate(whole);
    return {
      path,
      records,
      tornBytes: bytes.length - whole,
      async append(record) {
        try {
          await file.appendFile(`${JSON.stringify(record)}\n`);
          await file.sync();
        } catch (error) {
          throw unwritable(path, error);
        }
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
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
  return { path, records: parseLines(new TextDecoder().decode(bytes.subarray(0, whole)), path) };
}

function parseLines(text: string, path: string): TrialRecord[] {
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line, index) => {
    try {
      return parseRecord(line);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      const where = { file: path, line: index + 1 };
      throw new FormatError(`${error.reason}; delete the line or choose another folder`, where, {
        cause: error,
      });
    }
  });
}

function unwritable(path: string, error: unknown): InputError {
  const reason = error instanceof Error ? error.message : String(error);
  return new InputError(`${path}: cannot be written (${reason}); choose another folder`, { cause: error });
}
