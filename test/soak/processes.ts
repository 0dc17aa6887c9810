import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { sha256Hex } from "../../src/files.js";

/** The repository: this file runs from dist/test/soak, or from test/soak under vitest. */
const HERE = fileURLToPath(new URL(".", import.meta.url));
const DIST = HERE.includes(`${join("dist", "test", "soak")}`)
  ? join(HERE, "..", "..")
  : join(HERE, "../../dist");

/** The command as it is built. */
export const CLI = join(DIST, "cli", "main.js");

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly folder: string;
  /** what goes before node: `bash -c`'s beginning, as `ulimit -f 8;` */
  readonly shell?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts a script of node in a process group of its own. */
export function startNode(args: readonly string[], { folder, shell, env }: StartOptions): ChildProcess {
  const { SEPRANK_DATA: _, ...rest } = process.env;
  const quoted = [process.execPath, ...args].map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(" ");
  const [command, given] =
    shell === undefined ? [process.execPath, args] : ["bash", ["-c", shell.replace("$NODE", quoted)]];
  return spawn(command, given, {
    cwd: folder,
    env: { ...rest, CI: "true", SEPRANK_CACHE: join(tmpdir(), "seprank-no-such-cache"), ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Starts the command. */
export function startCommand(args: readonly string[], options: StartOptions): ChildProcess {
  if (!existsSync(CLI)) throw new Error(`${CLI} is not there: npm run build`);
  return startNode([CLI, ...args], options);
}

export async function endOf(child: ChildProcess): Promise<Ending> {
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, "close"),
  ]);
  return { code, signal, stdout, stderr };
}

export async function runCommand(args: readonly string[], options: StartOptions): Promise<Ending> {
  return endOf(startCommand(args, options));
}

/** Kills a process and all that it started, as a power failure does. */
export function killGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, "SIGKILL");
  } catch {
    // It has ended.
  }
}

/** A new folder below the system's temporary one; whoever asks for it removes it. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "seprank-soak-"));
}

/** All files below a folder, by their paths within it, in order. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => relative(folder, join(folder, path)))
    .sort();
}

/** Fields that tell of the clock or the machine's state, not of the result. */
const CLOCKS = new Set([
  "seconds",
  "inferenceSeconds",
  "finishedAt",
  "orderSeconds",
  "peakMemory",
  "trainSeconds",
  "startedAt",
]);

/** A JSON text without what depends on the clock, its keys in order. */
export function timeless(json: string): string {
  return JSON.stringify(JSON.parse(json, (key, value) => (CLOCKS.has(key) ? undefined : value)));
}

/** The lines of a file of records without what depends on the clock, sorted: which trial ends first is chance. */
export function timelessLines(path: string): string[] {
  return readFileSync(path, "utf8").split("\n").slice(0, -1).map(timeless).sort();
}

/** A file's content in short. */
export function digest(path: string): string {
  return existsSync(path) ? sha256Hex(new Uint8Array(readFileSync(path))) : "none";
}

export function fail(message: string): never {
  throw new Error(message);
}

/** Fails where two things, as JSON, differ. */
export function expectSame(what: string, got: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(expected)];
  if (a !== b) fail(`${what}: expected ${b?.slice(0, 500)}, got ${a?.slice(0, 500)}`);
}
