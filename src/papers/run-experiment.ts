import { InputError } from "../errors.js";
import { packageVersion } from "../evaluate/records/version.js";
import { makeFolder } from "../files.js";
import { experimentNamed } from "./experiments.js";
import type { ExperimentContext, ExperimentResult, SigmaReading } from "./runs/experiment.js";
import { createParts, deleteParts, type PartsIdentity } from "./runs/parts.js";

const SIGMA_READINGS: readonly SigmaReading[] = ["variance", "deviation"];

/** What an experiment found, and what it was run with. */
export interface ExperimentRun {
  readonly experiment: string;
  readonly title: string;
  readonly source: string;
  readonly scale: ExperimentContext["scale"];
  readonly seed: number;
  /** version of the plan, see `Experiment` */
  readonly plan: number;
  /** how sigma was read, where it was told */
  readonly sigma?: SigmaReading;
  readonly seprank: string;
  readonly node: string;
  /** of this run; parts that an earlier one left are not in it */
  readonly seconds: number;
  /** there, and true, where an earlier run's parts or trials of `records` were taken over: then `seconds` is not the time of it all */
  readonly takenOver?: true;
  readonly result: ExperimentResult;
}

/** Everything a caller decides about a run. */
export type RunExperimentOptions = Omit<ExperimentContext, "part" | "breathe">;

/**
 * Runs one of the papers' experiments.
 *
 * Interrupted, it keeps its finished parts in the folder, and the same call goes on from there.
 *
 * @throws InputError for an unknown name, a scale or seed out of range, data that is not there
 * @throws InterruptedError after an abort
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { runExperiment } from "seprank/papers";
 *
 * const options = {
 *   scale: "small",
 *   seed: 0,
 *   dataDir: undefined,
 *   backend: "wasm",
 *   jobs: 1,
 *   folder: await mkdtemp(join(tmpdir(), "experiment-")),
 *   onMessage: () => undefined,
 *   onProgress: () => undefined,
 *   // Stops it at once; without the signal it takes a minute, and what was done before a stop is kept in the folder.
 *   signal: AbortSignal.abort(),
 * } as const;
 * await runExperiment("figure-2.2", options).then(({ result }) => result.figures.length, ({ name }: Error) => name); // => "InterruptedError"
 * ```
 */
export async function runExperiment(name: string, options: RunExperimentOptions): Promise<ExperimentRun> {
  const { title, source, load, plan = 1, takesSigma = false } = experimentNamed(name);
  const { scale, seed, folder, signal, sigma } = options;
  if (sigma !== undefined && !takesSigma)
    throw new InputError(`${name}: has no sigma to be read as ${sigma}; leave --sigma out`);
  if (sigma !== undefined && !SIGMA_READINGS.includes(sigma))
    throw new InputError(`--sigma: expected ${SIGMA_READINGS.join(" or ")}, got ${sigma}`);
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new InputError(`seed: expected an integer >= 0, got ${seed}`);
  const start = performance.now();
  const seprank = packageVersion();
  await makeFolder(folder);
  const run = await load();
  const identity = partsIdentity({ experiment: name, scale, seed, seprank, plan, sigma });
  const { isResumed, ...parts } = createParts(folder, identity, signal);
  const result = await run({ ...options, ...parts });
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
  return {
    experiment: name,
    title,
    source,
    scale,
    seed,
    plan,
    ...(sigma === undefined ? {} : { sigma }),
    seprank,
    node: process.version,
    seconds,
    ...(isResumed() || (options.records?.length ?? 0) > 0 ? { takenOver: true } : {}),
    result,
  };
}

/**
 * Deletes what a finished run kept below `parts` in a folder, once its results are written. Nothing else is deleted: files that others put
 * there, and parts of a run of another seed, scale or version, stay.
 *
 * @param run as {@link runExperiment} gave it
 *
 * @example
 * ```ts
 * import { mkdtemp, readdir } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { clearParts } from "seprank/papers";
 *
 * const folder = await mkdtemp(join(tmpdir(), "experiment-"));
 * // After the results of a run are written; here nothing is kept yet.
 * await clearParts(folder, { experiment: "figure-2.2", scale: "small", seed: 0, plan: 1, seprank: "0.2.0" });
 * await readdir(folder); // => []
 * ```
 */
export function clearParts(folder: string, run: IdentifiedRun): Promise<void> {
  return deleteParts(folder, partsIdentity(run));
}

type IdentifiedRun = Pick<ExperimentRun, "experiment" | "scale" | "seed" | "seprank" | "plan"> & {
  readonly sigma?: SigmaReading | undefined;
};

/** Parts of another plan, or of sigma read otherwise, are another run's. */
function partsIdentity({ experiment, scale, seed, seprank, plan, sigma }: IdentifiedRun): PartsIdentity {
  const which = [
    experiment,
    ...(plan === 1 ? [] : [`plan ${plan}`]),
    ...(sigma === undefined ? [] : [sigma]),
  ];
  return { experiment: which.join(", "), scale, seed, version: seprank };
}
