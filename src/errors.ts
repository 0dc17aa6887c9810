/**
 * Typed errors. Each message is one line: what was expected, what came, where, and the way out.
 */

/** What a caller handed over cannot be used: an argument, an option, a value. Its message is one line of bearable length, whatever it quotes. */
export class InputError extends Error {
  override readonly name: string = "InputError";

  constructor(message: string, options?: ErrorOptions) {
    super(oneLine(message), options);
  }
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

/** A download failed: the server cannot be reached, or what comes is not what was expected. Trying again may help. */
export class DownloadError extends Error {
  override readonly name: string = "DownloadError";

  constructor(message: string, options?: ErrorOptions) {
    super(oneLine(message), options);
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

/** Work took longer than it was allowed to. */
export class TimeoutError extends Error {
  override readonly name: string = "TimeoutError";
}

function formatLocation({ file, line, column, byte }: FormatLocation): string {
  const place = [
    file,
    line === undefined ? undefined : column === undefined ? `${line}` : `${line}:${column}`,
    byte === undefined ? undefined : `byte ${byte}`,
  ].filter((part) => part !== undefined);
  return place.length === 0 ? "" : `${place.join(":")}: `;
}

/**
 * Writes as JSON does what could end a line, steer a terminal or turn the direction of writing: control characters, line separators,
 * bidirectional overrides and isolates.
 */
export function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.charCodeAt(0);
    return SHORT_ESCAPES[character] ?? `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** Of a longer message, the middle is left out: what it quotes may be a name of megabytes. */
const LONGEST_MESSAGE = 4000;
const LEFT_BEFORE = 2500;
const LEFT_AFTER = 1000;

function oneLine(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return escapeControls(message);
  const omitted = message.length - LEFT_BEFORE - LEFT_AFTER;
  const [before, after] = [message.slice(0, LEFT_BEFORE), message.slice(-LEFT_AFTER)];
  return escapeControls(`${before} [${omitted} characters left out] ${after}`);
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
