import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { FormatError, InputError } from "../../errors.js";
import { makeFolder } from "../../files.js";

/** A file of records, one a line, and the way to add one. */
export interface LineFile<T> {
  readonly path: string;
  /** the records that were there when the file was opened */
  readonly records: readonly T[];
  /** bytes of an unfinished last line that were cut off when the file was opened; 0 where it was whole */
  readonly tornBytes: number;
  /** Adds one record: one write of one whole line, on the disk when the promise resolves. */
  append(record: T): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a file of records in JSON Lines for appending; makes it and its folder where they are missing.
 *
 * A run that was killed while it wrote leaves a last line without its newline: that line is cut off, its record counts as not there.
 *
 * @param parse one line
 * @throws InputError where the folder cannot be made or written to
 * @throws FormatError (file, line) where a whole line is not a record
 */
export async function openLineFile<T>(path: string, parse: (line: string) => T): Promise<LineFile<T>> {
  await makeFolder(dirname(path));
  let file: FileHandle;
  try {
    file = await open(path, "a+");
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    const bytes = await file.readFile();
    const whole = bytes.lastIndexOf(0x0a) + 1;
    const records = parseLines(bytes.subarray(0, whole).toString("utf8"), path, parse);
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
 * The records of whole lines.
 *
 * @throws FormatError (file, line) where a line is not a record
 */
export function parseLines<T>(text: string, path: string, parse: (line: string) => T): T[] {
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line, index) => {
    try {
      return parse(line);
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
