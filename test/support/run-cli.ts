import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** The command as it is built. */
export const CLI = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command in a process group of its own, as a terminal would, without any data folder. */
export function startCli(args: readonly string[], folder = tmpdir()): ChildProcess {
  if (!existsSync(CLI)) throw new Error(`${CLI} is not there: npm run build`);
  const { SEPRANK_DATA: _, NO_COLOR: __, ...env } = process.env;
  const nowhere = join(tmpdir(), "seprank-no-such-cache");
  return spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    // CI makes some colour libraries colour everything: ours must look at the terminal alone.
    env: { ...env, CI: "true", SEPRANK_CACHE: nowhere },
    detached: true,
  });
}

/** What a started command wrote and how it ended. */
export async function resultOf(child: ChildProcess): Promise<CliResult> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, "close"),
  ]);
  return { code, stdout, stderr };
}

/** Runs the command to its end. */
export async function runCli(
  args: readonly string[],
  { folder, input = "" }: { readonly folder?: string; readonly input?: string | Uint8Array } = {},
): Promise<CliResult> {
  const child = startCli(args, folder);
  // A command that fails early does not read what it is sent.
  child.stdin!.on("error", () => undefined);
  child.stdin!.end(input);
  return resultOf(child);
}

/** What a reader of edge lists says before anything else, error or not. */
const NOTICE = /^.*: line 1 read as header: .*\n/;

/** The one line of an error; what was told of the input before it does not count. */
export function lineOf(stderr: string): string {
  const lines = stderr.replace(NOTICE, "").split("\n");
  if (lines.length !== 2 || lines[1] !== "")
    throw new Error(`expected one line on standard error, got: ${stderr}`);
  return lines[0];
}
