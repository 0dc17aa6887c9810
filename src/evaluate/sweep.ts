import { join } from "node:path";
import { InputError } from "../errors.js";
import type { EpochHistory } from "./histories/epoch-history.js";
import { writeHistory } from "./histories/history-files.js";
import { keepGivenOrders } from "./orders/given-orders.js";
import { orderCache } from "./orders/order-cache.js";
import {
  type PreparedSweep,
  prepareSweep,
  type Sweep,
  type TrialLedger,
  trialLedger,
} from "./prepare-sweep.js";
import { checkSameBackend } from "./records/configuration.js";
import { lockFolder } from "./records/folder-lock.js";
import type { LineFile } from "./records/line-file.js";
import { RESULTS_FILE, readResults, scanResults } from "./records/results-file.js";
import { runTrials } from "./run-trials.js";
import { keepGraph } from "./structure/kept-graph.js";
import type { TrialRecord } from "./trials/record.js";
import type { Trial, TrialEpoch } from "./trials/trial.js";
import type { CreateTrialRunner } from "./workers/trial-runner.js";
import { withOrderCache } from "./workers/with-order-cache.js";
import { createWorkerPool } from "./workers/worker-pool.js";

export type { Sweep } from "./prepare-sweep.js";

/** Where and how to run it. */
export interface SweepOptions {
  /** holds `results.jsonl`; made where it is missing */
  readonly folder: string;
  /** worker processes, >= 1 */
  readonly jobs: number;
  readonly signal?: AbortSignal | undefined;
  /** whether loss and accuracies of every epoch of each trial are kept, in the folder's `history/`; default no */
  readonly history?: boolean | undefined;
  /** default: worker processes */
  readonly createRunner?: CreateTrialRunner | undefined;
  /** once, before the first trial */
  readonly onStart?: ((plan: SweepPlan) => void) | undefined;
  /** after every trial, when its record is on the disk */
  readonly onTrial?: ((record: TrialRecord) => void) | undefined;
  /** a few times a second for every trial under way */
  readonly onEpoch?: ((trial: Trial, epoch: TrialEpoch) => void) | undefined;
}

/** What is there and what is to be done. */
export interface SweepPlan {
  readonly planned: number;
  /** trials whose finished records were in the folder already */
  readonly present: number;
  /** bytes of a torn last line, cut off */
  readonly tornBytes: number;
}

/** How a sweep ended. */
export interface SweepEnd extends SweepPlan {
  /** trials of this run that ended in an error */
  readonly failed: number;
}

/** What a sweep's folder holds in the end. */
export interface SweepResult extends SweepEnd {
  /** all of the folder's records, those of earlier runs first */
  readonly records: readonly TrialRecord[];
}

/**
 * Measures test accuracy against sparsity: trains and tests models on a graph with ever more edges removed.
 *
 * Every seed has a split of the vertices, the same for all methods and levels, so that methods are compared in pairs: a random one
 * at 80/10/10 of the labelled vertices, or one that came with the data, see {@link trialSplit}. A model is trained and tested on the
 * graph with the first round(sparsity * E) edges of the method's removal order gone. Each finished trial adds one line to
 * `results.jsonl`; trials found there are not run again, failed ones are. Removal orders are kept in `orders/`, and not computed
 * again; so is the graph they are for, where it can be drawn. Source: thesis, section 5.5.2 and appendix D.6.2.2.
 *
 * @throws InputError where the data set cannot be trained on, the grid is wrong, the folder holds another configuration's
 *   results, or another process writes to it
 * @throws BackendError where the tensor backend does not load
 * @throws InterruptedError after an abort; finished trials are kept
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { type ClassificationGraph, createLocalRunner, runSweep } from "seprank/evaluate";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * records.map(({ method, outcome }) => `${method} ${outcome}`).sort(); // => ["1-wis ok", "any ok", "random ok"]
 * ```
 */
export async function runSweep(sweep: Sweep, options: SweepOptions): Promise<SweepResult> {
  const end = await completeSweep(sweep, options);
  return { ...end, records: (await readResults(options.folder)).records };
}

/**
 * As {@link runSweep}; the records stay on the disk. What is held of each is its trial's key.
 */
export async function completeSweep(sweep: Sweep, options: SweepOptions): Promise<SweepEnd> {
  if (!Number.isInteger(options.jobs) || options.jobs < 1)
    throw new InputError(`jobs: expected an integer >= 1, got ${options.jobs}`);
  const prepared = prepareSweep(sweep);
  const planned = prepared.trials.length;
  const lock = await lockFolder(options.folder);
  let results: LineFile<TrialRecord> | undefined;
  try {
    const ledger = trialLedger(prepared, join(options.folder, RESULTS_FILE));
    results = await scanResults(options.folder, ledger.take);
    const missing = ledger.missing();
    const plan = { planned, present: planned - missing.length, tornBytes: results.tornBytes };
    options.onStart?.(plan);
    const [configuration] = prepared.configurations.values();
    if (sweep.orders !== undefined)
      await keepGivenOrders(
        sweep.orders,
        prepared.methods,
        orderCache(options.folder, configuration, sweep.plugin),
        {
          path: results.path,
          recordsOf: ledger.recordsOf,
        },
      );
    await keepGraph(options.folder, configuration, sweep.dataset);
    const failed = await runMissing(
      missing,
      { ...prepared, backend: sweep.backend },
      { results, ledger },
      options,
    );
    return { ...plan, failed };
  } finally {
    await results?.close();
    await lock.release();
  }
}

/** @returns how many failed */
async function runMissing(
  trials: readonly Trial[],
  { graph, methods, configurations, plugin, backend: wantedBackend }: PreparedSweep & Pick<Sweep, "backend">,
  { results, ledger }: { readonly results: LineFile<TrialRecord>; readonly ledger: TrialLedger },
  { folder, jobs, history, signal, onTrial, onEpoch, createRunner = createWorkerPool }: SweepOptions,
): Promise<number> {
  if (trials.length === 0) return 0;
  let failed = 0;
  const onRecord = async (finished: TrialRecord, epochs: EpochHistory | undefined) => {
    const record = history === true ? await withHistory(folder, finished, epochs) : finished;
    await results.append(record);
    if (record.outcome === "failed") failed++;
    onTrial?.(record);
  };
  const [configuration] = configurations.values();
  const runner = withOrderCache(
    createRunner(graph, {
      jobs: Math.min(jobs, trials.length),
      backend: wantedBackend,
      history,
      plugin,
    }),
    orderCache(folder, configuration, plugin),
  );
  try {
    // Before the first trial: a backend that does not load is one error, not one for each trial.
    const backend = await runner.backend();
    checkSameBackend(ledger.backends, backend, results.path);
    await runTrials(trials, { runner, backend, methods, plugin, configurations, onRecord, onEpoch, signal });
    return failed;
  } finally {
    await runner.close();
  }
}

/** A finished trial's record after its history is on the disk: what the record names is there. */
async function withHistory(
  folder: string,
  record: TrialRecord,
  history: EpochHistory | undefined,
): Promise<TrialRecord> {
  if (record.outcome !== "ok") return record;
  if (history?.length !== record.epochs)
    throw new Error(
      `expected the history of ${record.epochs} epochs from the trial, got ${history === undefined ? "none" : `${history.length}`}`,
    );
  return { ...record, history: await writeHistory(folder, record, history) };
}
