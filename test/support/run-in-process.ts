import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../cli/run.js";
import type { CliResult } from "./run-cli.js";

/** What a command adds its listeners to, and never takes them off: its process would end. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a command in this process, from its sources: without the time that a process takes to start. For commands that neither read standard input nor
 * are interrupted; one at a time.
 *
 * @param folder the current one meanwhile
 */
export async function runInProcess(
  args: readonly string[],
  { folder = tmpdir() }: { readonly folder?: string } = {},
): Promise<CliResult> {
  const texts = { stdout: new Text(), stderr: new Text() };
  const { write: writeOut } = process.stdout;
  const { write: writeErr } = process.stderr;
  const { SEPRANK_DATA, NO_COLOR, SEPRANK_CACHE, CI } = process.env;
  const here = process.cwd();
  const listeners = SIGNALS.map((signal) => process.listeners(signal));
  setVariables({
    SEPRANK_DATA: undefined,
    NO_COLOR: undefined,
    SEPRANK_CACHE: join(tmpdir(), "seprank-no-such-cache"),
    CI: "true",
  });
  process.chdir(folder);
  process.stdout.write = texts.stdout.write;
  process.stderr.write = texts.stderr.write;
  try {
    const code = await runProgram(args);
    return { code, stdout: texts.stdout.read(), stderr: texts.stderr.read() };
  } finally {
    process.stdout.write = writeOut;
    process.stderr.write = writeErr;
    process.chdir(here);
    setVariables({ SEPRANK_DATA, NO_COLOR, SEPRANK_CACHE, CI });
    for (const [k, signal] of SIGNALS.entries())
      for (const listener of process.listeners(signal))
        if (!listeners[k].includes(listener)) process.off(signal, listener);
  }
}

/** What was written, in place of a stream. */
class Text {
  private readonly parts: Uint8Array[] = [];

  readonly write = (part: string | Uint8Array, ...rest: unknown[]): boolean => {
    this.parts.push(typeof part === "string" ? new TextEncoder().encode(part) : part);
    const told = rest.at(-1);
    if (typeof told === "function") told();
    return true;
  };

  read(): string {
    return Buffer.concat(this.parts).toString();
  }
}

function setVariables(values: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(values))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
}
