/**
 * Files of this machine: reading whole, writing all or nothing. Node only: nothing that runs in a browser imports this.
 */

import { createHash, randomUUID } from "node:crypto";
import { createReadStream, fstatSync } from "node:fs";
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { DownloadError, InputError, InterruptedError } from "./errors.js";

/** The name of standard input where a path is expected. */
export const STANDARD_INPUT = "-";

/** Names of unfinished files: `.seprank-UUID.tmp`. */
const TEMPORARY = /^\.seprank-[0-9a-f-]{36}\.tmp$/;

/**
 * The bytes of a file, or of standard input for "-".
 *
 * Pipes and devices may have no end (/dev/zero): more than 2 GiB of a pipe, or 16 MiB of a device, is refused.
 *
 * @throws InputError where there is no such file, it is a folder, it has no end, or it cannot be read
 */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    const present = path === STANDARD_INPUT ? fstatSync(0) : await stat(path).catch(() => undefined);
    const endless = path === STANDARD_INPUT || present?.isFile() === false;
    const { buffer, byteOffset, length } =
      endless && present?.isDirectory() !== true
        ? await readStream(path, present?.isCharacterDevice() ? MOST_OF_DEVICE : MOST_OF_STREAM)
        : await readFile(path);
    // Without Buffer's own rules: its slice shares memory.
    return new Uint8Array(buffer, byteOffset, length);
  } catch (error) {
    throw openFailure(path, error);
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
 * temporary file is gone. What a file that is replaced allows to whom stays. A symbolic link is followed; a device or pipe (/dev/null) is written to as it is.
 *
 * @param content the bytes, or a stream of them; what the stream throws as an InputError, DownloadError or InterruptedError passes through
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
    if (present === undefined || present.isFile()) await writeThenRename(target, chunks, present?.mode);
    else await writeTo(target, "w", chunks);
  } catch (error) {
    throw writeFailure(path, error);
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
    throw writeFailure(path, error);
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

/** As for files, by Node. */
const MOST_OF_STREAM = 2 ** 31 - 1;

/** What a device gives that somebody types at. */
const MOST_OF_DEVICE = 2 ** 24;

/** @param most bytes */
async function readStream(path: string, most: number): Promise<Buffer> {
  const stream = path === STANDARD_INPUT ? process.stdin : createReadStream(path);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most)
      throw new InputError(
        `${nameOf(path)}: expected an end within ${most} bytes, more came; write what is needed of it to a file`,
      );
  }
  return Buffer.concat(chunks);
}

function nameOf(path: string): string {
  return path === STANDARD_INPUT ? "standard input" : path;
}

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** @param mode of the file that is replaced, if any: a file that only its owner may read is not opened to others */
async function writeThenRename(target: string, chunks: Chunks, mode?: number): Promise<void> {
  const temporary = join(dirname(target), `.seprank-${randomUUID()}.tmp`);
  try {
    await writeTo(temporary, "wx", chunks, mode === undefined ? undefined : mode & 0o777);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeTo(path: string, flags: "w" | "wx", chunks: Chunks, mode?: number): Promise<void> {
  const file = await open(path, flags, mode);
  try {
    // What the process's mask took away on opening. A file system without rights refuses.
    if (mode !== undefined) await file.chmod(mode).catch(() => undefined);
    for await (const chunk of chunks) await file.writeFile(chunk);
    // Without it a crash soon after the renaming could leave an empty file. Pipes and terminals cannot be synced.
    if (flags === "wx") await file.sync();
  } finally {
    await file.close();
  }
}

/** What a failure to open or read a file is to its user. */
export function openFailure(path: string, error: unknown): InputError {
  if (error instanceof InputError) return error;
  const reasons: Record<string, string> = {
    ENOENT: "no such file",
    ENOTDIR: "no such file",
    EISDIR: "expected a file, this is a folder",
    EACCES: "no permission to read it",
    EPERM: "no permission to read it",
  };
  const reason = reasons[codeOf(error)];
  return new InputError(`${nameOf(path)}: ${reason ?? `cannot be read (${messageOf(error)})`}`, {
    cause: error,
  });
}

/** What a stream of bytes may throw about itself. */
const PASSED_ON = [InputError, DownloadError, InterruptedError];

/** What a failure to write a file is to its user. */
export function writeFailure(path: string, error: unknown): Error {
  if (PASSED_ON.some((type) => error instanceof type)) return error as Error;
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
