import { rm } from "node:fs/promises";
import { FormatError, InputError } from "../../src/errors.js";
import { readFileIfPresent, writeFileAtomic } from "../../src/files.js";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  type TrainingCheckpoint,
} from "../../src/nn/training/checkpoint.js";

/** Where a training keeps its state. */
export interface CheckpointFile {
  /** what an interrupted run left, if any */
  readonly resume: TrainingCheckpoint | undefined;
  readonly write: (checkpoint: TrainingCheckpoint) => Promise<void>;
  /** The training is done. */
  readonly remove: () => Promise<void>;
}

/**
 * @param identity all that the training depends on
 * @throws InputError where the file is the checkpoint of another training, or not one at all
 */
export async function openCheckpointFile(
  path: string,
  identity: Readonly<Record<string, unknown>>,
): Promise<CheckpointFile> {
  const own = JSON.stringify(identity);
  return {
    resume: await readCheckpoint(path, own),
    write: (checkpoint) => writeFileAtomic(path, encodeCheckpoint(checkpoint, own)),
    remove: () => rm(path, { force: true }),
  };
}

async function readCheckpoint(path: string, own: string): Promise<TrainingCheckpoint | undefined> {
  const bytes = await readFileIfPresent(path);
  if (bytes === undefined) return undefined;
  try {
    const { checkpoint, identity } = decodeCheckpoint(bytes);
    if (identity === own) return checkpoint;
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(path) : error;
  }
  throw new InputError(
    `--checkpoint ${path}: is of a training with other data or options; give the same ones, another file, or delete it`,
  );
}
