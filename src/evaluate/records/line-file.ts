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
  /** bytes of an unfinished last line that were cut off when the file was opened; 0 where it was whole */
  readonly tornBytes: number;
  /** Adds one record: one write of one whole line, on the disk when the promise resolves. */
  append(record: T): Promise<void>;
  close(): Promise<void>;
}

/** Bytes that are read at a time. */
const CHUNK = 2 ** 18;

/**
 * Opens a file of records in JSON Lines for appending; makes it and its folder where they are missing.
 *
 * A run that was killed while it wrote leaves a last line without its newline: that line is cut off, its record counts as not there.
 * Only the beginning of a record is cut off; any other last line is somebody else's, and the file is left as it is.
 *
 * @param onRecord takes the records that are there, one after another; none is held
 *
 * @throws InputError where the folder cannot be made or written to
 * @throws FormatError (file, line) where a whole line is not a record, or an unfinished one not the beginning of one
 */
export async function openLineFile<T>(
  path: string,
  format: LineFormat<T>,
  onRecord: (record: T) => void,
): Promise<LineFile<T>> {
  await makeFolder(dirname(path));
  let file: FileHandle;
  try {
    file = await open(path, "a+");
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    const { size, tornBytes } = await readRecords(file, path, format, onRecord);
    if (tornBytes > 0) await file.truncate(size - tornBytes);
    return {
      path,
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

async function readRecords<T>(
  file: FileHandle,
  path: string,
  format: LineFormat<T>,
  onRecord: (record: T) => void,
): Promise<{ size: number; tornBytes: number }> {
  const lines = lineReader(path, format, onRecord);
  let size = 0;
  for (;;) {
    // A new buffer for each: what is left of a line goes to the next.
    const { bytesRead, buffer } = await file.read(new Uint8Array(CHUNK), 0, CHUNK, size);
    if (bytesRead === 0) return { size, tornBytes: lines.end() };
    size += bytesRead;
    lines.take(buffer.subarray(0, bytesRead));
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
  format: LineFormat<T>,
): { records: T[]; tornBytes: number } {
  const records: T[] = [];
  const lines = lineReader(path, format, (record) => records.push(record));
  lines.take(bytes);
  return { records, tornBytes: lines.end() };
}

/** Takes a file's bytes piece by piece and hands over the record of every whole line. */
function lineReader<T>(path: string, { parse, beginning }: LineFormat<T>, onRecord: (record: T) => void) {
  let lineCount = 0;
  /** the beginning of a line whose end is not there yet, in pieces */
  let pieces: Uint8Array[] = [];

  function takeLine(line: string): void {
    lineCount++;
    let record: T;
    try {
      record = parse(line);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      const where = { file: path, line: lineCount };
      throw new FormatError(`${error.reason}; delete the line or choose another folder`, where, {
        cause: error,
      });
    }
    onRecord(record);
  }

  return {
    take(bytes: Uint8Array): void {
      const whole = bytes.lastIndexOf(0x0a) + 1;
      if (whole > 0) {
        const text = joined([...pieces, bytes.subarray(0, whole)]);
        pieces = [];
        // A mark of the byte order is one at the beginning of the file alone.
        const decoder = new TextDecoder("utf-8", { ignoreBOM: lineCount > 0 });
        for (const line of decoder.decode(text).split("\n").slice(0, -1)) takeLine(line);
      }
      if (whole < bytes.length) pieces.push(bytes.subarray(whole));
    },
    /** @returns bytes of the unfinished last line */
    end(): number {
      const rest = joined(pieces);
      const torn = new TextDecoder().decode(rest.subarray(0, beginning.length));
      if (!beginning.startsWith(torn))
        throw new FormatError(
          `expected a whole line, or the beginning of a record (${beginning}...), got ${JSON.stringify(torn)} and no newline; delete the line or choose another folder`,
          { file: path, line: lineCount + 1 },
        );
      return rest.length;
    },
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0];
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function unwritable(path: string, error: unknown): InputError {
  const reason = error instanceof Error ? error.message : String(error);
  return new InputError(`${path}: cannot be written (${reason}); choose another folder`, { cause: error });
}
