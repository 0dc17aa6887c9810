import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { tableToIPC } from "apache-arrow";
import { InputError, InterruptedError } from "../errors.js";
import { lockFolder } from "../evaluate/records/folder-lock.js";
import type { Draft } from "../factorization/descent/train-in-pieces.js";
import { trainInPieces } from "../factorization/descent/train-in-pieces.js";
import {
  completionTask,
  createObjective,
  type Factorization,
  squareLoss,
  trajectoryTable,
} from "../factorization/index.js";
import type { Figure } from "../figure.js";
import { writeFileAtomic } from "../files.js";
import { writeNpy } from "../graph/formats/numpy/npy.js";
import { writeNpz } from "../graph/formats/numpy/npz.js";
import { createRandom } from "../random.js";
import type { Tensor } from "../tensor/index.js";
import { entryCount } from "../tensor/tensor.js";
import { completionModel, type LearnedRank } from "./completion-model.js";
import { factorizeFigure } from "./factorize-figure.js";
import { type FactorizeIdentity, openFactorizeFolder } from "./factorize-folder.js";
import { indexOfPlace, type KnownEntries } from "./known-entries.js";
import { observeEntries } from "./observe-entries.js";
import { heldOutProbe, type PredictionError, predictionError, rootMeanSquare } from "./prediction-error.js";
import { optimizerOf } from "./settings.js";

/** What is completed, and where. */
export interface FactorizeRun {
  readonly known: KnownEntries;
  readonly identity: FactorizeIdentity;
  readonly folder: string;
  /** weights to begin with; default: drawn by the seed */
  readonly start?: Float64Array | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (line: string) => void;
}

/** What came of a completion. */
export interface FactorizeSummary extends FactorizeIdentity {
  readonly shape: readonly number[];
  readonly known: number;
  /** root mean square of the observed entries, by which values are divided before the training */
  readonly unit: number;
  readonly outcome: string;
  readonly iterations: number;
  readonly train: PredictionError;
  /** null where all known entries are observed */
  readonly heldOut: PredictionError | null;
  /** held-out error of the observed entries' mean, what any model should be better than */
  readonly heldOutOfMean: PredictionError | null;
  readonly ranks: readonly LearnedRank[];
}

/** What came of a completion, and its picture. */
export interface FactorizeResult {
  readonly summary: FactorizeSummary;
  readonly figure: Figure;
}

/**
 * Completes a matrix or tensor from some of its entries by gradient descent on a factorization, and measures errors and ranks.
 *
 * Values are divided by the observed entries' root mean square, so that defaults fit data of any unit; ranks do not change by that, and
 * all that is written is in the data's unit but for `factors.npz`, `checkpoint.npz` and the trajectory. The folder gets `config.json`,
 * `checkpoint.npz` (from time to time, on an interrupt, and at the end; a run goes on from it bit for bit, see {@link encodeRunState}),
 * `trajectory.arrow`, `factors.npz` and `completed.npy`. It is locked for the time of the run.
 *
 * @throws InputError where options do not fit the data, the completed tensor would not fit in memory, or the folder holds something else or is
 *   written to by another process; InterruptedError after an interrupt; Error where the training diverges, with the last good state kept
 */
export async function factorize(run: FactorizeRun): Promise<FactorizeResult> {
  const { folder, identity } = run;
  const plan = planOf(run);
  const lock = await lockFolder(folder);
  try {
    const draft = await openFactorizeFolder(folder, identity);
    return await complete(run, plan, draft);
  } finally {
    await lock.release();
  }
}

/** What is trained, after all checks that need no folder. */
function planOf({ known, identity, start }: FactorizeRun) {
  const { settings, seed } = identity;
  const { shape } = known;
  if (identity.completed) checkCompletedSize(shape);
  const { observed, heldOut } = observeEntries(known, settings.observe, createRandom(seed, "observed"));
  const { factorization, watched, ...model } = completionModel(shape, settings);
  // A tensor of zeros has no size to be measured by.
  const unit = rootMeanSquare(observed.values) || 1;
  const task = completionTask(
    shape,
    {
      indices: Array.from(observed.places, (place) => indexOfPlace(shape, place)),
      values: observed.values.map((value) => value / unit),
    },
    squareLoss,
  );
  if (start !== undefined && start.length !== factorization.weightCount)
    throw new InputError(
      `--start: expected ${factorization.weightCount} weights, as the factorization has, got ${start.length}`,
    );
  return { observed, heldOut, factorization, watched, model, unit, task };
}

async function complete(
  { known, identity, folder, start, signal, onProgress }: FactorizeRun,
  { observed, heldOut, factorization, watched, model, unit, task }: ReturnType<typeof planOf>,
  draft: Draft,
): Promise<FactorizeResult> {
  const { settings, seed } = identity;
  const { shape } = known;
  let last = "";
  const breathe = async () => {
    await setImmediate();
    if (signal?.aborted)
      throw new InterruptedError(
        `interrupted${last && ` at ${last}`}; the run is kept in ${folder}, the same command goes on`,
      );
  };
  const run = await trainInPieces(
    createObjective(factorization, task),
    start ?? model.start(createRandom(seed, "start")),
    optimizerOf(settings),
    {
      maxIterations: settings.iterations,
      stopBelow: settings.stopBelow,
      recordEvery: settings.recordEvery,
      probes: [
        ...(heldOut === null ? [] : [heldOutProbe(factorization, heldOut, unit)]),
        ...watched.map(({ probe }) => probe),
      ],
      label: settings.model,
      draft,
      breathe,
      onProgress(line) {
        last = line.slice(line.indexOf(":") + 2);
        onProgress(line);
      },
    },
  );
  const { checkpoint, trajectory, outcome } = run;
  await draft.write({ checkpoint, trajectory });
  await writeFileAtomic(join(folder, "trajectory.arrow"), tableToIPC(trajectoryTable(trajectory), "file"));
  if (outcome === "diverged")
    throw new Error(
      `${run.message}; it is kept: --start ${join(folder, "checkpoint.npz")} --learning-rate ${settings.learningRate / 2} with another folder`,
    );
  const { weights } = checkpoint;
  const completed = identity.completed ? inUnit(factorization.endTensor(weights), unit) : null;
  await writeFactors(folder, factorization, weights, unit);
  if (completed !== null)
    await writeFileAtomic(join(folder, "completed.npy"), writeNpy("<f8", shape, completed.data));
  const errorAt = (entries: KnownEntries) =>
    predictionError(entries, { factorization, weights, unit, completed });
  const mean = observed.values.reduce((sum, value) => sum + value, 0) / observed.values.length;
  return {
    summary: {
      ...identity,
      shape,
      known: known.values.length,
      unit,
      outcome,
      iterations: checkpoint.iteration,
      train: errorAt(observed),
      heldOut: heldOut === null ? null : errorAt(heldOut),
      heldOutOfMean: heldOut === null ? null : errorOfConstant(heldOut.values, mean, unit),
      ranks: model.ranks(weights, completed, unit),
    },
    figure: factorizeFigure(settings, shape, trajectory, watched),
  };
}

function checkCompletedSize(shape: readonly number[]): void {
  try {
    entryCount(shape);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`completed ${error.message}: --no-completed writes the factors alone`, {
      cause: error,
    });
  }
}

function inUnit({ shape, data }: Tensor, unit: number): Tensor {
  return { shape, data: data.map((value) => value * unit) };
}

function errorOfConstant(values: Float64Array, constant: number, unit: number): PredictionError {
  const error = rootMeanSquare(values.map((value) => value - constant));
  return { entries: values.length, rootMeanSquare: error, relative: error / unit };
}

async function writeFactors(
  folder: string,
  { blocks }: Factorization,
  weights: Float64Array,
  unit: number,
): Promise<void> {
  const arrays = new Map(
    blocks.map(({ name, offset, rows, columns }) => [
      name,
      writeNpy("<f8", [rows, columns], weights.subarray(offset, offset + rows * columns)),
    ]),
  );
  arrays.set("unit", writeNpy("<f8", [1], [unit]));
  await writeFileAtomic(join(folder, "factors.npz"), writeNpz(arrays));
}
