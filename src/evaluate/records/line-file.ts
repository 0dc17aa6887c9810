import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { FormatError, InputError } from "../../errors.js";
import { makeFolder } from "../../files.js";

/** What a file's records are: how a line is read, and how every line begins. */
export interface LineFormat<T> {
  /** @throws FormatError where the line is not a record */
  readonly parse: (line: string) => T;
  /** the first characters of every line; what does not begin with them is not ours, and is never cut off */
  readonly beginning: string;
}

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
 * Only the beginning of a record is cut off; any other last line is somebody else's, and the file is left as it is.
 *
 * @throws InputError where the folder cannot be made or written to
 * @throws FormatError (file, line) where a whole line is not a record, or an unfinished one not the beginning of one
 */
export async function openLineFile<T>(path: string, format: LineFormat<T>): Promise<LineFile<T>> {
  await makeFolder(dirname(path));
  let file: FileHandle;
  try {
    file = await open(path, "a+");
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    const bytes = await file.readFile();
    const { records, tornBytes } = parseLines(bytes, path, format);
    if (tornBytes > 0) await file.truncate(bytes.length - tornBytes);
    return {
      path,
      records,
      tornBytes,
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
 * The records of a file's whole lines, and how long its unfinished last line is.
 *
 * @throws FormatError (file, line) where a whole line is not a record, or an unfinished one not the beginning of one
 *
 * Complexity: O(bytes).
 */
export function parseLines<T>(
  bytes: Uint8Array,
  path: string,
  { parse, beginning }: LineFormat<T>,
): { records: T[]; tornBytes: number } {
  const whole = bytes.lastIndexOf(0x0a) + 1;
  const decoder = new TextDecoder();
  const lines = decoder.decode(bytes.subarray(0, whole)).split("\n").slice(0, -1);
  const records = lines.map((line, index) => {
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
  const torn = decoder.decode(bytes.subarray(whole, whole + beginning.length));
  if (!beginning.startsWith(torn))
    throw new FormatError(
      `expected a whole line, or the beginning of a record (${beginning}...), got ${JSON.stringify(torn)} and no newline; delete the line or choose another folder`,
      { file: path, line: lines.length + 1 },
    );
  return { records, tornBytes: bytes.length - whole };
}

function unwritable(path: string, error: unknown): InputError {
  const reason = error instanceof Error ? error.message : String(error);
  return new InputError(`${path}: cannot be written (${reason}); choose another folder`, { cause: error });
}
