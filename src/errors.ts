/**
 * Typed errors. Each message is one line: what was expected, what came, where, and the way out.
 */

/** What a caller handed over cannot be used: an argument, an option, a value. */
export class InputError extends Error {
  override readonly name: string = "InputError";
}

/** Where in a file a {@link FormatError} was found; lines and columns count from 1, bytes from 0. */
export interface FormatLocation {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly byte?: number | undefined;
}

/** A file's content is not what its format asks for. */
export class FormatError extends InputError {
  override readonly name: string = "FormatError";
  readonly location: FormatLocation;
  /** The message without its location. */
  readonly reason: string;

  constructor(reason: string, location: FormatLocation = {}, options?: ErrorOptions) {
    super(`${formatLocation(location)}${reason}`, options);
    this.reason = reason;
    this.location = location;
  }

  /** The same error, with the name of the file it was found in. */
  inFile(file: string): FormatError {
    return new FormatError(this.reason, { ...this.location, file }, { cause: this });
  }
}

/** A tensor backend cannot be loaded, or cannot do what was asked of it. */
export class BackendError extends Error {
  override readonly name: string = "BackendError";
}

/** The user asked to stop (SIGINT, an abort signal). What was finished before is kept. */
export class InterruptedError extends Error {
  override readonly name: string = "InterruptedError";
}

function formatLocation({ file, line, column, byte }: FormatLocation): string {
  const place = [
    file,
    line === undefined ? undefined : column === undefined ? `${line}` : `${line}:${column}`,
    byte === undefined ? undefined : `byte ${byte}`,
  ].filter((part) => part !== undefined);
  return place.length === 0 ? "" : `${place.join(":")}: `;
}
