import { randomUUID } from "node:crypto";
import { link, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { InputError } from "../../errors.js";
import { makeFolder, sweepTemporaryFiles } from "../../files.js";

/** The name of the file that marks a folder as being written to. */
export const LOCK_FILE = "run.lock";

/** The right to write to a folder. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Which process holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** when the process began, in the system's ticks, to tell it from a later one of its number; null where the system does not say */
  readonly began: string | null;
}

/** Takers of a stale lock that get in each other's way try again; none needs as many turns as this. */
const MOST_TRIES = 100;

/**
 * Keeps a folder for this process: makes it where it is missing, and a file `run.lock` within it, until the lock is released.
 *
 * The lock of a process of this machine that has ended is taken over. What a killed run left unfinished in the folder, or one folder below,
 * is deleted.
 *
 * @throws InputError where another process, or this one, writes to the folder, and where it cannot be written to
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await makeFolder(folder);
  const path = join(folder, LOCK_FILE);
  const own = `${JSON.stringify(await holderOf(process.pid))}\n`;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (await create(path, own)) {
      await sweepFolder(folder);
      return { release: () => rm(path, { force: true }) };
    }
    const present = await readFile(path, "utf8").catch(() => undefined);
    // Released in between.
    if (present === undefined) continue;
    const holder = parseHolder(present);
    if (holder === null || (await isAlive(holder))) {
      const who =
        holder === null ? "another process" : `process ${holder.pid} on ${JSON.stringify(holder.host)}`;
      throw new InputError(
        `${folder}: ${who} is writing to this folder; wait for it, choose another folder, or delete ${path} if it has ended`,
      );
    }
    await takeAway(path, present);
  }
  throw new InputError(`${folder}: other processes keep taking this folder; choose another one`);
}

/** Deletes what a killed run left unfinished in a folder that is now locked, and in the folders within it. */
async function sweepFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const within = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  for (const each of [folder, ...within]) await sweepTemporaryFiles(each, 0);
}

/** Whether the file was made, with its content at once; not where there is one. */
async function create(path: string, content: string): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFile(temporary, content, { flag: "wx" });
    await link(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`${path}: cannot be written (${reason}); choose another folder`, { cause: error });
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Removes a stale lock; where another taker was faster and the file is that one's lock, puts it back. */
async function takeAway(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, "utf8")) !== stale) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, host, began } = JSON.parse(text) as Holder;
    return Number.isInteger(pid) && typeof host === "string" ? { pid, host, began: began ?? null } : null;
  } catch {
    return null;
  }
}

async function holderOf(pid: number): Promise<Holder> {
  return { pid, host: hostname(), began: (await processState(pid))?.began ?? null };
}

/** Of another machine's processes nothing is known: they count as alive. */
async function isAlive({ pid, host, began }: Holder): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
  const state = await processState(pid);
  if (state === null) return true;
  return !state.isZombie && (began === null || began === state.began);
}

/** From /proc/PID/stat (proc(5)): the state is field 3, the start time field 22; field 2 is a name in parentheses. */
async function processState(pid: number): Promise<{ isZombie: boolean; began: string } | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (text === undefined) return null;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { isZombie: fields[0] === "Z", began: fields[19] };
}
