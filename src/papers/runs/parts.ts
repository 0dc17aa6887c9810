import { open, readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { FormatError, InterruptedError } from "../../errors.js";
import type { Draft } from "../../factorization/descent/train-in-pieces.js";
import {
  makeFolder,
  readFileIfPresent,
  sha256Hex,
  sweepTemporaryFiles,
  writeFileAtomic,
} from "../../files.js";
import type { ExperimentContext } from "./experiment.js";
import { decodePart, encodePart } from "./part-text.js";

/** What makes a part of one run fit for another: all that its result depends on. */
export interface PartsIdentity {
  readonly experiment: string;
  readonly scale: string;
  readonly seed: number;
  readonly version: string;
}

/** The folder, below an experiment's, that keeps the results of its parts until the experiment is done. */
export const PARTS_FOLDER = "parts";

const HEAD = '{"identity":';
const CLOSING = "}\n";
const encoder = new TextEncoder();

/**
 * Keeps the results of an experiment's parts in a folder, so that an interrupted experiment goes on where it was.
 *
 * A part's file is JSON: the identity of the run, the SHA-256 of the result's text, and the result; it is written whole or not at all.
 * A part of another identity (another seed, scale or version) is computed anew. A long part may keep a draft beside, from which it goes
 * on. A file that is none of these is neither read nor replaced.
 *
 * @returns the functions `part` and `breathe` of a {@link ExperimentContext}, and whether something of an earlier run was taken over
 */
export function createParts(
  folder: string,
  identity: PartsIdentity,
  signal?: AbortSignal,
): Pick<ExperimentContext, "part" | "breathe"> & { readonly isResumed: () => boolean } {
  const parts = join(folder, PARTS_FOLDER);
  const own = new Set<string>();
  let resumed = false;
  const head = headOf(identity);
  const breathe = async () => {
    await setImmediate();
    if (signal?.aborted)
      throw new InterruptedError(
        `interrupted; finished parts are kept in ${parts}, the same command goes on`,
      );
  };
  const part = async <T>(name: string, compute: (draft: Draft) => T | Promise<T>): Promise<T> => {
    if (!/^[\w.-]+$/.test(name))
      throw new RangeError(`part: expected letters, digits, dots and dashes, got ${name}`);
    await breathe();
    const path = join(parts, `${name}.json`);
    const kept = await readKept<T>(path, head);
    if (kept !== undefined) {
      if (!own.has(name)) resumed = true;
      return kept.result;
    }
    own.add(name);
    const write = async (to: string, content: unknown) => {
      await makeFolder(parts);
      const result = encodePart(content);
      const text = `${head}"sha256":"${sha256Hex(encoder.encode(result))}","result":${result}${CLOSING}`;
      await writeFileAtomic(to, encoder.encode(text));
    };
    const draft = join(parts, `${name}.draft.json`);
    const result = await compute({
      read: async <S>() => {
        const left = await readKept<S>(draft, head);
        if (left !== undefined) resumed = true;
        return left?.result;
      },
      write: (state) => write(draft, state),
    });
    await write(path, result);
    await rm(draft, { force: true });
    return result;
  };
  return { part, breathe, isResumed: () => resumed };
}

/**
 * Deletes the results of one run's parts, which the finished experiment's own results replace, and the folder where nothing else is in it.
 *
 * A file is deleted only where it begins with the run's identity: what others put there, or runs of another seed, scale or version,
 * stays.
 *
 * Complexity: the first bytes of every file in the folder are read.
 */
export async function deleteParts(folder: string, identity: PartsIdentity): Promise<void> {
  const parts = join(folder, PARTS_FOLDER);
  const names = await readdir(parts).catch(() => undefined);
  if (names === undefined) return;
  const head = encoder.encode(headOf(identity));
  for (const name of names.filter((name) => /^[\w.-]+\.json$/.test(name))) {
    const path = join(parts, name);
    if (await beginsWith(path, head)) await rm(path, { force: true });
  }
  await sweepTemporaryFiles(parts);
  // Fails, as it should, where something is left.
  await rmdir(parts).catch(() => undefined);
}

/** What the file of a part begins with. */
function headOf({ experiment, scale, seed, version }: PartsIdentity): string {
  return `${HEAD}${JSON.stringify({ experiment, scale, seed, version })},`;
}

async function beginsWith(path: string, head: Uint8Array): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  try {
    const { bytesRead, buffer } = (await file?.read(new Uint8Array(head.length), 0, head.length, 0)) ?? {};
    return bytesRead === head.length && head.every((byte, k) => buffer?.[k] === byte);
  } catch {
    return false; // a folder of that name
  } finally {
    await file?.close();
  }
}

async function readKept<T>(path: string, head: string): Promise<{ readonly result: T } | undefined> {
  const bytes = await readFileIfPresent(path);
  if (bytes === undefined) return undefined;
  const text = new TextDecoder().decode(bytes);
  try {
    if (!text.startsWith(head)) {
      if (!text.startsWith(`${HEAD}{"experiment":`)) throw new FormatError("this is another file");
      return undefined;
    }
    const [start, sum] = /^"sha256":"([0-9a-f]{64})","result":/.exec(text.slice(head.length)) ?? [""];
    const result = text.slice(head.length + start.length, -CLOSING.length);
    if (!text.endsWith(CLOSING) || sha256Hex(encoder.encode(result)) !== sum)
      throw new FormatError("damaged: the checksum differs");
    return { result: decodePart(result) as T };
  } catch (error) {
    throw new FormatError(
      `expected the result of a part of an experiment (${error instanceof Error ? error.message : error}); choose another folder, or delete the file, and the part is run again`,
      { file: path },
      { cause: error },
    );
  }
}
