import { InputError } from "../errors.js";
import type { GraphDataset } from "../graph/dataset.js";
import { modelByName } from "../nn/models.js";
import { sparsifierNamed } from "../sparsify/registry.js";
import { type ClassificationGraph, classificationGraph } from "./classification-graph.js";
import {
  type Configuration,
  checkSameBackend,
  checkSameConfiguration,
  configurationFor,
} from "./configuration.js";
import type { HyperparameterOverrides } from "./hyperparameters.js";
import type { TrialRecord } from "./record.js";
import { openResults, type ResultsFile } from "./results-file.js";
import { runTrials } from "./run-trials.js";
import { planTrials, type SweepGrid, type Trial, trialKey } from "./trial.js";
import type { CreateTrialRunner } from "./trial-runner.js";
import { createWorkerPool } from "./worker-pool.js";

/** What to measure, and on what. */
export interface Sweep {
  readonly dataset: GraphDataset;
  /** of the input's bytes, to tell one input from another */
  readonly sha256: string;
  readonly grid: SweepGrid;
  /** the tensor backend, "auto" for the best there is */
  readonly backend: string;
  readonly hyperparameters: HyperparameterOverrides;
}

/** Where and how to run it. */
export interface SweepOptions {
  /** holds `results.jsonl`; made where it is missing */
  readonly folder: string;
  /** worker processes, >= 1 */
  readonly jobs: number;
  readonly signal?: AbortSignal | undefined;
  /** default: worker processes */
  readonly createRunner?: CreateTrialRunner | undefined;
  /** once, before the first trial */
  readonly onStart?: ((plan: SweepPlan) => void) | undefined;
  /** after every trial, when its record is on the disk */
  readonly onTrial?: ((record: TrialRecord) => void) | undefined;
}

/** What is there and what is to be done. */
export interface SweepPlan {
  readonly planned: number;
  /** trials whose finished records were in the folder already */
  readonly present: number;
  /** bytes of a torn last line, cut off */
  readonly tornBytes: number;
}

/** What a sweep's folder holds in the end. */
export interface SweepResult extends SweepPlan {
  /** all of the folder's records, those of earlier runs first */
  readonly records: readonly TrialRecord[];
  /** trials of this run that ended in an error */
  readonly failed: number;
}

/**
 * Measures test accuracy against sparsity: trains and tests models on a graph with ever more edges removed.
 *
 * For every seed a random 80/10/10 split of the labelled vertices is drawn, the same for all methods and levels, so that methods
 * are compared in pairs; a model is trained and tested on the graph with the first round(sparsity * E) edges of the method's
 * removal order gone. Each finished trial adds one line to `results.jsonl`; trials found there are not run again, failed ones
 * are. Source: thesis, section 5.5.2 and appendix D.6.2.2.
 *
 * @throws InputError where the data set cannot be trained on, the grid is wrong, or the folder holds another configuration's results
 * @throws BackendError where the tensor backend does not load
 * @throws InterruptedError after an abort; finished trials are kept
 */
export async function runSweep(sweep: Sweep, options: SweepOptions): Promise<SweepResult> {
  const { dataset, sha256, grid, hyperparameters } = sweep;
  grid.models.forEach(modelByName);
  grid.methods.forEach(sparsifierNamed);
  if (!Number.isInteger(options.jobs) || options.jobs < 1)
    throw new InputError(`jobs: expected an integer >= 1, got ${options.jobs}`);
  const graph = classificationGraph(dataset);
  const trials = planTrials(grid, dataset.adjacency.edgeCount);
  const configurations = new Map(
    grid.models.map((model) => [model, configurationFor(model, dataset, sha256, hyperparameters)]),
  );

  const results = await openResults(options.folder);
  try {
    const present = presentTrials(results, configurations);
    const missing = trials.filter((trial) => !present.has(trialKey(trial)));
    const counts = { planned: trials.length, present: trials.length - missing.length };
    const plan = { ...counts, tornBytes: results.tornBytes };
    options.onStart?.(plan);
    const added = await runMissing(missing, graph, configurations, results, sweep.backend, options);
    const failed = added.filter((record) => record.outcome === "failed").length;
    return { ...plan, records: [...results.records, ...added], failed };
  } finally {
    await results.close();
  }
}

async function runMissing(
  trials: readonly Trial[],
  graph: ClassificationGraph,
  configurations: ReadonlyMap<string, Configuration>,
  results: ResultsFile,
  wantedBackend: string,
  { jobs, signal, onTrial, createRunner = createWorkerPool }: SweepOptions,
): Promise<TrialRecord[]> {
  const added: TrialRecord[] = [];
  if (trials.length === 0) return added;
  const onRecord = async (record: TrialRecord) => {
    await results.append(record);
    added.push(record);
    onTrial?.(record);
  };
  const runner = createRunner(graph, { jobs: Math.min(jobs, trials.length), backend: wantedBackend });
  try {
    // Before the first trial: a backend that does not load is one error, not one for each trial.
    const backend = await runner.backend();
    checkSameBackend(results.records, backend, results.path);
    await runTrials(trials, { runner, backend, configurations, onRecord, signal });
    return added;
  } finally {
    await runner.close();
  }
}

/** The keys of the trials that are done, and made as this sweep would make them. */
function presentTrials(
  results: ResultsFile,
  configurations: ReadonlyMap<string, Configuration>,
): Set<string> {
  const [first] = configurations.values();
  const present = new Set<string>();
  for (const record of results.records) {
    // A model that is not of this sweep has options of its own; its input and version must still be this sweep's.
    const expected = configurations.get(record.model) ?? { ...first, options: record.options };
    checkSameConfiguration(record, expected, results.path);
    if (record.outcome === "ok") present.add(trialKey(record));
  }
  return present;
}
