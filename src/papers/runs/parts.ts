import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { FormatError, InterruptedError } from "../../errors.js";
import { makeFolder, readFileIfPresent, writeFileAtomic } from "../../files.js";
import type { Draft, ExperimentContext } from "./experiment.js";
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

/**
 * Keeps the results of an experiment's parts in a folder, so that an interrupted experiment goes on where it was.
 *
 * A part's file is JSON: the identity of the run and the result; it is written whole or not at all. A part of another identity (another
 * seed, scale or version) is computed anew. A long part may keep a draft beside, from which it goes on.
 *
 * @returns the functions `part` and `breathe` of a {@link ExperimentContext}
 */
export function createParts(
  folder: string,
  identity: PartsIdentity,
  signal?: AbortSignal,
): Pick<ExperimentContext, "part" | "breathe"> {
  const parts = join(folder, PARTS_FOLDER);
  const mark = JSON.stringify(identity);
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
    const kept = await readKept<T>(path, mark);
    if (kept !== undefined) return kept.result;
    const write = async (to: string, content: unknown) => {
      await makeFolder(parts);
      await writeFileAtomic(to, new TextEncoder().encode(encodePart({ identity, result: content })));
    };
    const draft = join(parts, `${name}.draft.json`);
    const result = await compute({
      read: async <S>() => (await readKept<S>(draft, mark))?.result,
      write: (state) => write(draft, state),
    });
    await write(path, result);
    await rm(draft, { force: true });
    return result;
  };
  return { part, breathe };
}

async function readKept<T>(path: string, mark: string): Promise<{ readonly result: T } | undefined> {
  const bytes = await readFileIfPresent(path);
  if (bytes === undefined) return undefined;
  try {
    const kept = decodePart(new TextDecoder().decode(bytes)) as { identity: PartsIdentity; result: T };
    return JSON.stringify(kept.identity) === mark ? kept : undefined;
  } catch (error) {
    throw new FormatError(
      "expected the result of a part of an experiment; delete the file, and the part is run again",
      { file: path },
      { cause: error },
    );
  }
}
