import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { FormatError, InterruptedError } from "../../errors.js";
import { packageVersion } from "../../evaluate/records/version.js";
import { makeFolder, readFileIfPresent, writeFileAtomic } from "../../files.js";
import { selectBackend } from "../../nn/backend/backend.js";
import { imageModelByName } from "../../nn/images/image-models.js";
import {
  decodeImageProgress,
  encodeImageProgress,
  type ImageProgress,
} from "../../nn/images/image-progress.js";
import { imageAccuracy } from "../../nn/images/image-trainer.js";
import { trainImages } from "../../nn/images/train-images.js";
import { createRandom } from "../../random.js";
import type { MakeImages } from "./locality-images.js";
import { type LocalityResult, type LocalityRun, localityKey } from "./locality-run.js";

/** The folder, below an experiment's, that keeps the trainings under way. */
const CHECKPOINTS = "checkpoints";
/** Milliseconds between checkpoints, at least. */
const BETWEEN_CHECKPOINTS = 20_000;

/** What a run is done with. */
export interface RunLocalityOptions {
  readonly folder: string;
  readonly images: MakeImages;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (line: string) => void;
}

/**
 * Trains and tests one network. Interrupted, it leaves a checkpoint below the folder, from which the same run goes on, to the
 * same result bit for bit.
 *
 * @throws InputError for options out of range, data that is not there
 * @throws InterruptedError after an abort
 */
export async function runLocality(
  run: LocalityRun,
  { folder, images, signal, onProgress }: RunLocalityOptions,
): Promise<LocalityResult> {
  const { data, distance, model, seed, dropout } = run;
  await selectBackend(run.backend);
  const { train, test, regions } = await images(data, distance, seed);
  const identity = localityKey(packageVersion(), run);
  const name = createHash("sha256").update(identity).digest("hex").slice(0, 16);
  const path = join(folder, CHECKPOINTS, `${name}.safetensors`);
  const from = await readCheckpoint(path, identity);
  const { channels, create } = imageModelByName(model);
  const { height, width } = train;
  const network = create({ height, width, channels: train.channels, dropout }, createRandom(seed, "network"));
  const taken = channels(train.channels);
  const start = performance.now();
  let written = start;
  const { training, trainer } = await trainImages(network, train, {
    ...run,
    channels: taken,
    regions,
    from,
    signal,
    onStep: (epoch, done, count) =>
      onProgress(`${describeRun(run)}: epoch ${epoch}, ${done} of ${count} images`),
    async onEpoch(progress, { outcome }) {
      if (outcome === null && performance.now() - written < BETWEEN_CHECKPOINTS) return;
      await makeFolder(join(folder, CHECKPOINTS));
      await writeFileAtomic(path, encodeImageProgress(progress(), identity));
      written = performance.now();
    },
  }).catch((error: unknown) => {
    if (error instanceof InterruptedError)
      throw new InterruptedError(
        `interrupted; finished runs are kept in ${folder}, the same command goes on`,
      );
    throw error;
  });
  try {
    onProgress(`${describeRun(run)}: testing`);
    const testAccuracy = await imageAccuracy(trainer, test, taken);
    const { loss, penalty, accuracy } = training.epochs[training.epochs.length - 1];
    const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);
    return {
      testAccuracy,
      trainAccuracy: accuracy,
      loss: finite(loss),
      penalty: finite(penalty),
      epochs: training.epochs.length,
      outcome: training.outcome ?? "epochs",
      seconds: Number(((performance.now() - start) / 1000).toFixed(1)),
    };
  } finally {
    trainer.dispose();
    if (training.outcome !== null) await rm(path, { force: true });
  }
}

/** A run in a few words. */
export function describeRun({ model, distance, coefficient, seed }: LocalityRun): string {
  return `${model}, distance ${distance}, regulariser ${coefficient}, seed ${seed}`;
}

async function readCheckpoint(path: string, identity: string): Promise<ImageProgress | undefined> {
  const bytes = await readFileIfPresent(path);
  if (bytes === undefined) return undefined;
  try {
    const kept = decodeImageProgress(bytes);
    return kept.identity === identity ? kept.progress : undefined;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(
      `${error.reason}; delete the file, and the run begins anew`,
      { file: path },
      { cause: error },
    );
  }
}
