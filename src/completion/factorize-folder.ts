import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { tableFromIPC, tableToIPC } from "apache-arrow";
import { FormatError, InputError } from "../errors.js";
import {
  type Checkpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  type Trajectory,
  trajectoryTable,
} from "../factorization/index.js";
import { makeFolder, readFileIfPresent, writeFileAtomic } from "../files.js";
import type { Draft } from "../papers/runs/experiment.js";
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

/** A run as far as it has come. */
export interface RunState {
  readonly checkpoint: Checkpoint;
  readonly trajectory: Trajectory;
}

const CONFIGURATION = "config.json";
const CHECKPOINT = "checkpoint.npz";
const TRAJECTORY = "trajectory.arrow";

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
    const [other] = await readdir(folder);
    if (other !== undefined)
      throw new InputError(
        `${folder}: expected a new folder, an empty one, or one of this command, got one that holds ${other}; choose another folder`,
      );
    await writeFileAtomic(path, new TextEncoder().encode(`${JSON.stringify(identity, null, 2)}\n`));
  }
  return {
    read: async <S>() => (await readState(folder)) as S | undefined,
    write: (state) => writeState(folder, state as RunState),
  };
}

async function readState(folder: string): Promise<RunState | undefined> {
  const [checkpointFile, trajectoryFile] = [join(folder, CHECKPOINT), join(folder, TRAJECTORY)];
  const bytes = await readFileIfPresent(checkpointFile);
  const table = await readFileIfPresent(trajectoryFile);
  if (bytes === undefined || table === undefined) return undefined;
  const [checkpoint, trajectory] = [
    within(checkpointFile, () => decodeCheckpoint(bytes)),
    within(trajectoryFile, () => trajectoryOf(table)),
  ];
  // The trajectory is written first: rows beyond the checkpoint are there, those up to it never missing.
  const last = trajectory.values[0][trajectory.values[0].length - 1];
  if (!(last >= checkpoint.iteration))
    throw new FormatError(
      `expected rows up to iteration ${checkpoint.iteration}, as ${CHECKPOINT} has, got up to ${last}; delete both to begin anew`,
      { file: trajectoryFile },
    );
  const rows = trajectory.values[0].findLastIndex((iteration) => iteration <= checkpoint.iteration) + 1;
  return {
    checkpoint,
    trajectory: { ...trajectory, values: trajectory.values.map((column) => column.slice(0, rows)) },
  };
}

async function writeState(folder: string, { checkpoint, trajectory }: RunState): Promise<void> {
  await writeFileAtomic(join(folder, TRAJECTORY), tableToIPC(trajectoryTable(trajectory), "file"));
  await writeFileAtomic(join(folder, CHECKPOINT), encodeCheckpoint(checkpoint));
}

function trajectoryOf(bytes: Uint8Array): Trajectory {
  const table = tableFromIPC(bytes);
  const columns = table.schema.fields.map(({ name }) => name);
  return { columns, values: columns.map((name) => Float64Array.from(table.getChild(name)!.toArray())) };
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
