import { createColors } from "picocolors";
import { escapeControls } from "../../src/errors.js";

/** What decides where and how a command speaks. */
export interface ConsoleOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

/**
 * How a command speaks: its result on standard output, everything else on standard error.
 *
 * Names of classes, vertices and files may hold anything: control characters in them are written as escapes, so that no file steers
 * the terminal. Each message on standard error is one line; a result may have several.
 */
export interface Console {
  /** How many columns a result's tables may take: the terminal's, or any number where there is no terminal. */
  readonly columns: number;
  /** The command's result: text for people, or the one JSON document that `--json` asks for. */
  result(text: string, document: unknown): void;
  /** What is good to know; silent under `--quiet`. */
  message(text: string): void;
  /** What may make the result less than expected; never silent. */
  warn(text: string): void;
  /** What matters to those who look closely; `--verbose` only. */
  detail(text: string): void;
  error(text: string): void;
  /**
   * A line that replaces itself, on a terminal only, ten times a second at most; null wipes it.
   *
   * @param text may be a function, which is called only when the line is drawn
   */
  progress(text: string | (() => string) | null): void;
}

/** Milliseconds between two drawings of the line of progress. */
const REDRAW_INTERVAL = 100;

/** The terminal's last line: there is one terminal, however many consoles. */
const lastLine = {
  isProgress: false,
  drawnAt: Number.NEGATIVE_INFINITY,
  later: undefined as NodeJS.Timeout | undefined,
};

export function createConsole({ json, quiet, verbose, color }: ConsoleOptions): Console {
  const { stderr, stdout } = process;
  const colors = createColors(color && process.env.NO_COLOR === undefined && stderr.isTTY === true);
  const wipe = () => {
    clearTimeout(lastLine.later);
    lastLine.later = undefined;
    if (lastLine.isProgress) stderr.write("\r\x1b[2K");
    lastLine.isProgress = false;
  };
  const line = (text: string, mark = "", paint = (plain: string) => plain) => {
    wipe();
    stderr.write(`${mark}${paint(escapeControls(text))}\n`);
  };
  const draw = (text: string | (() => string)) => {
    wipe();
    const whole = escapeControls(typeof text === "string" ? text : text());
    // A line that is wrapped cannot be wiped. Some terminals say they have no columns.
    stderr.write(cutTo(whole, (stderr.columns || 80) - 1));
    lastLine.isProgress = true;
    lastLine.drawnAt = performance.now();
  };
  return {
    columns: stdout.isTTY ? stdout.columns || 80 : Number.POSITIVE_INFINITY,
    result(text, document) {
      wipe();
      // What JSON leaves as it is may steer a terminal, too; the escapes are JSON's own.
      const whole = json ? JSON.stringify(document, null, 2) : text;
      stdout.write(`${whole.split("\n").map(escapeControls).join("\n")}\n`);
    },
    message: (text) => quiet || line(text),
    warn: (text) => line(text, `${colors.yellow("seprank: warning:")} `),
    detail: (text) => verbose && line(text, "", colors.dim),
    error: (text) => line(text, `${colors.red("seprank:")} `),
    progress(text) {
      if (quiet || !stderr.isTTY) return;
      if (text === null) return wipe();
      const wait = lastLine.drawnAt + REDRAW_INTERVAL - performance.now();
      if (wait <= 0) return draw(text);
      // The last text of several is the one that is true: it is drawn when its time has come, and holds up no one.
      clearTimeout(lastLine.later);
      lastLine.later = setTimeout(() => draw(text), wait).unref();
    },
  };
}

/** The beginning of a text that takes so many columns at most, letters outside of Latin counted as two. */
function cutTo(text: string, columns: number): string {
  let taken = 0;
  let end = 0;
  for (const letter of text) {
    taken += (letter.codePointAt(0) as number) < FIRST_WIDE ? 1 : 2;
    if (taken > columns) break;
    end += letter.length;
  }
  return text.slice(0, end);
}

/** The first code point that a terminal may draw two columns wide (Hangul Jamo). */
const FIRST_WIDE = 0x1100;
