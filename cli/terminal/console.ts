import { createColors } from "picocolors";

/** What decides where and how a command speaks. */
export interface ConsoleOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

/** How a command speaks: its result on standard output, everything else on standard error. */
export interface Console {
  /** The command's result: text for people, or the one JSON document that `--json` asks for. */
  result(text: string, document: unknown): void;
  /** What is good to know; silent under `--quiet`. */
  message(text: string): void;
  /** What may make the result less than expected; never silent. */
  warn(text: string): void;
  /** What matters to those who look closely; `--verbose` only. */
  detail(text: string): void;
  error(text: string): void;
  /** A line that replaces itself, on a terminal only; null wipes it. */
  progress(text: string | null): void;
}

/** Whether the terminal's last line is one of progress: there is one terminal, however many consoles. */
let inProgress = false;

export function createConsole({ json, quiet, verbose, color }: ConsoleOptions): Console {
  const { stderr, stdout } = process;
  const colors = createColors(color && process.env.NO_COLOR === undefined && stderr.isTTY === true);
  const wipe = () => {
    if (inProgress) stderr.write("\r\x1b[2K");
    inProgress = false;
  };
  const line = (text: string) => {
    wipe();
    stderr.write(`${text}\n`);
  };
  return {
    result(text, document) {
      wipe();
      stdout.write(`${json ? JSON.stringify(document, null, 2) : text}\n`);
    },
    message: (text) => quiet || line(text),
    warn: (text) => line(`${colors.yellow("seprank: warning:")} ${text}`),
    detail: (text) => verbose && line(colors.dim(text)),
    error: (text) => line(`${colors.red("seprank:")} ${text}`),
    progress(text) {
      if (quiet || !stderr.isTTY) return;
      wipe();
      if (text === null) return;
      // A line that is wrapped cannot be wiped. Some terminals say they have no columns.
      stderr.write(text.slice(0, (stderr.columns || 80) - 1));
      inProgress = true;
    },
  };
}
