/**
 * Files of this machine: reading whole, writing all or nothing. Node only: nothing that runs in a browser imports this.
 */

import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { InputError, InterruptedError } from "./errors.js";

/** The name of standard input where a path is expected. */
export const STANDARD_INPUT = "-";

/** Names of unfinished files: `.seprank-UUID.tmp`. */
const TEMPORARY = /^\.seprank-[0-9a-f-]{36}\.tmp$/;

/**
 * The bytes of a file, or of standard input for "-".
 *
 * @throws InputError where there is no such file, it is a folder, or it cannot be read
 */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, length } =
      path === STANDARD_INPUT ? await readStandardInput() : await readFile(path);
    // Without Buffer's own rules: its slice shares memory.
    return new Uint8Array(buffer, byteOffset, length);
  } catch (error) {
    throw readError(path, error);
  }
}

/**
 * The bytes of a file, or undefined where there is none of that name.
 *
 * @throws InputError where it is a folder or cannot be read
 */
export async function readFileIfPresent(path: string): Promise<Uint8Array | undefined> {
  const present = await stat(path).catch(() => undefined);
  return present === undefined ? undefined : await readFileBytes(path);
}

/**
 * Writes a file, all or nothing: to a temporary name in the same folder, which then takes the final name.
 *
 * Whatever fails, no part of the content stands under the final name, a file that was there before is still there, and the
 * temporary file is gone. A symbolic link is followed; a device or pipe (/dev/null) is written to as it is.
 *
 * @param content the bytes, or a stream of them; what the stream throws as an InputError or InterruptedError passes through
 * @throws InputError where the folder is missing or cannot be written to, the disk is full, or the path is a folder
 */
export async function writeFileAtomic(
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const chunks = content instanceof Uint8Array ? [content] : content;
  try {
    const target = await realpath(path).catch(() => path);
    const present = await stat(target).catch(() => undefined);
    if (present?.isDirectory())
      throw new InputError(`${path}: expected the name of a file, this is a folder`);
    if (present === undefined || present.isFile()) await writeThenRename(target, chunks);
    else await writeTo(target, "w", chunks);
  } catch (error) {
    throw writeError(path, error);
  }
}

/**
 * Makes a folder, and those above it that are missing; one that is there stays as it is.
 *
 * @throws InputError where it cannot be made, or a file has the name
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeMissing(resolve(path));
  } catch (error) {
    throw writeError(path, error);
  }
}

/** One folder at a time: Node's own recursive mkdir never ends where a folder that is there refuses to hold another (/proc). */
async function makeMissing(path: string): Promise<void> {
  const parent = dirname(path);
  if (parent !== path && !(await isThere(path)) && !(await isThere(parent))) await makeMissing(parent);
  await mkdir(path).catch(async (error: NodeJS.ErrnoException) => {
    // It was there, or another process has just made it.
    if (error.code !== "EEXIST" || !(await stat(path)).isDirectory()) throw error;
  });
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Whether a file has the name of an unfinished one of {@link writeFileAtomic}, which only a crash leaves behind. */
export function isTemporaryFile(name: string): boolean {
  return TEMPORARY.test(name);
}

/**
 * Deletes the unfinished files that {@link writeFileAtomic} left in a folder when the machine or the process was stopped.
 *
 * @param minutes only those not written to for so long; default 60, so that no other process loses one it is writing; 0 in a folder that is
 *   locked
 */
export async function sweepTemporaryFiles(folder: string, minutes = 60): Promise<void> {
  for (const name of (await readdir(folder).catch(() => [])).filter(isTemporaryFile)) {
    const path = join(folder, name);
    const { mtimeMs } = (await stat(path).catch(() => undefined)) ?? {};
    if (mtimeMs !== undefined && Date.now() - mtimeMs >= minutes * 60_000)
      await rm(path, { force: true }).catch(() => undefined);
  }
}

/** SHA-256 of some bytes in lower-case hexadecimal digits. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

async function writeThenRename(target: string, chunks: Chunks): Promise<void> {
  const temporary = join(dirname(target), `.seprank-${randomUUID()}.tmp`);
  try {
    await writeTo(temporary, "wx", chunks);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeTo(path: string, flags: "w" | "wx", chunks: Chunks): Promise<void> {
  const file = await open(path, flags);
  try {
    for await (const chunk of chunks) await file.writeFile(chunk);
    // Without it a crash soon after the renaming could leave an empty file. Pipes and terminals cannot be synced.
    if (flags === "wx") await file.sync();
  } finally {
    await file.close();
  }
}

function readError(path: string, error: unknown): InputError {
  const name = path === STANDARD_INPUT ? "standard input" : path;
  const reasons: Record<string, string> = {
    ENOENT: "no such file",
    ENOTDIR: "no such file",
    EISDIR: "expected a file, this is a folder",
    EACCES: "no permission to read it",
    EPERM: "no permission to read it",
  };
  const reason = reasons[codeOf(error)];
  return new InputError(`${name}: ${reason ?? `cannot be read (${messageOf(error)})`}`, { cause: error });
}

function writeError(path: string, error: unknown): Error {
  if (error instanceof InputError || error instanceof InterruptedError) return error;
  const folder = dirname(path);
  const locked = `folder ${folder} cannot be written to; choose another folder`;
  const full = "the disk is full; free some space or choose another folder";
  const reasons: Record<string, string> = {
    ENOENT: `folder ${folder} does not exist; create it first`,
    EEXIST: "expected a folder, this is a file; choose another name",
    ENOTDIR: `${folder} is not a folder; choose another one`,
    EACCES: locked,
    EPERM: locked,
    EROFS: locked,
    ENOSPC: full,
    EDQUOT: full,
  };
  const reason = reasons[codeOf(error)];
  return new InputError(`${path}: ${reason ?? `cannot be written (${messageOf(error)})`}`, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** The first line only: an error is one line. */
function messageOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n", 1)[0];
}
