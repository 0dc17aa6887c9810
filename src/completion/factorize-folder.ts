import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { FormatError, InputError } from "../errors.js";
import { LOCK_FILE } from "../evaluate/records/folder-lock.js";
import type { Draft } from "../factorization/descent/train-in-pieces.js";
import { isTemporaryFile, makeFolder, readFileIfPresent, writeFileAtomic } from "../files.js";
import { decodeRunState, encodeRunState, type RunState } from "./run-state.js";
import type { FactorizeSettings } from "./settings.js";

/** What makes two completions the same: all that the result depends on. */
export interface FactorizeIdentity {
  readonly seprank: string;
  readonly input: { readonly name: string; readonly sha256: string };
  readonly seed: number;
  /** SHA-256 of the checkpoint that the weights are started from, null where they are drawn */
  readonly start: string | null;
  /** whether completed.npy is written */
  readonly completed: boolean;
  readonly settings: FactorizeSettings;
}

const CONFIGURATION = "config.json";
const CHECKPOINT = "checkpoint.npz";

/**
 * Opens a completion's folder, a new one or one that holds the same completion, unfinished or finished.
 *
 * @returns where its state is kept
 * @throws InputError where the folder holds another completion, or other files
 */
export async function openFactorizeFolder(folder: string, identity: FactorizeIdentity): Promise<Draft> {
  await makeFolder(folder);
  const path = join(folder, CONFIGURATION);
  const kept = await readFileIfPresent(path);
  if (kept !== undefined) checkSame(folder, parse(kept, path), identity);
  else {
    // A crash during the first write leaves an unfinished file.
    const other = (await readdir(folder)).find((name) => name !== LOCK_FILE && !isTemporaryFile(name));
    if (other !== undefined)
      throw new InputError(
        `${folder}: expected a new folder, an empty one, or one of this command, got one that holds ${other}; choose another folder`,
      );
    await writeFileAtomic(path, new TextEncoder().encode(`${JSON.stringify(identity, null, 2)}\n`));
  }
  return {
    read: async <S>() => (await readState(folder)) as S | undefined,
    write: (state) => writeFileAtomic(join(folder, CHECKPOINT), encodeRunState(state as RunState)),
  };
}

async function readState(folder: string): Promise<RunState | undefined> {
  const file = join(folder, CHECKPOINT);
  const bytes = await readFileIfPresent(file);
  return bytes === undefined ? undefined : within(file, () => decodeRunState(bytes));
}

function within<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new FormatError(
      `expected the state of an unfinished run (${error instanceof Error ? error.message : error}); delete it to begin anew`,
      { file },
      { cause: error },
    );
  }
}

function parse(bytes: Uint8Array, file: string): FactorizeIdentity {
  return within(file, () => {
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof found !== "object" || found === null) throw new FormatError(`got ${found}`);
    return found as FactorizeIdentity;
  });
}

function checkSame(folder: string, there: FactorizeIdentity, here: FactorizeIdentity): void {
  const parts = ({ seprank, input, seed, start, completed, settings }: FactorizeIdentity) => [
    ["seprank version", seprank] as const,
    ["input sha256", input?.sha256] as const,
    ["seed", seed] as const,
    ["start", start] as const,
    ["completed tensor", completed] as const,
    ...Object.keys(here.settings).map(
      (name) => [`option ${name}`, settings?.[name as keyof FactorizeSettings]] as const,
    ),
  ];
  const before = parts(there);
  parts(here).forEach(([what, now], k) => {
    const [old, fresh] = [JSON.stringify(before[k][1]), JSON.stringify(now)];
    if (old !== fresh)
      throw new InputError(
        `${folder}: holds a factorization of another configuration (${what} ${old}, now ${fresh}); choose another folder, or give the same options`,
      );
  });
}
