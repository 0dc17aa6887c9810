import { type MeanDeviation, meanDeviation } from "../statistics/mean-deviation.js";
import type { FinishedRecord, TrialRecord } from "../trials/record.js";
import { ANY_METHOD } from "../trials/trial.js";
import { BASELINE_METHOD, latestFinished, methodsOf } from "./summary.js";

/** What a model's trials with one method took, over levels and seeds. */
export interface CostRow {
  readonly model: string;
  /** the sparsifier's name, or {@link ANY_METHOD}: the trials that keep all edges, or none, and serve all methods */
  readonly method: string;
  /** seconds to compute a removal order, over orders; null for trials that need none */
  readonly order: MeanDeviation | null;
  /** seconds to train, over trials */
  readonly training: MeanDeviation;
  /** over trials */
  readonly epochs: MeanDeviation;
  /** bytes: the most that a process which ran such a trial had held by its end; null where no record says */
  readonly peakMemory: number | null;
}

/**
 * Time and memory of the finished trials, by model and method.
 *
 * An order that serves several levels counts once: trials of one seed with the same seconds share it.
 *
 * @returns rows by model, then by method: {@link ANY_METHOD} first, the others by name, the baseline last
 *
 * Complexity: O(R log R + R M) for R records and M methods.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { createLocalRunner, runSweep } from "seprank/evaluate";
 * import type { ClassificationGraph } from "seprank/nn";
 * import { summarizeCosts } from "seprank/results";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * summarizeCosts(records).map(({ method }) => method).sort(); // => ["1-wis", "any", "random"]
 * ```
 */
export function summarizeCosts(records: readonly TrialRecord[], baseline = BASELINE_METHOD): CostRow[] {
  const finished = latestFinished(records);
  return [...new Set(finished.map(({ model }) => model))].sort().flatMap((model) => {
    const ofModel = finished.filter((record) => record.model === model);
    return [...new Set([ANY_METHOD, ...methodsOf(ofModel, baseline)])].flatMap((method) => {
      const trials = ofModel.filter((record) => record.method === method);
      return trials.length === 0 ? [] : [{ model, method, ...costsOf(trials, method) }];
    });
  });
}

/** @param unsorted at least one; sorted here, so that sums do not depend on the order of records */
function costsOf(unsorted: readonly FinishedRecord[], method: string): Omit<CostRow, "model" | "method"> {
  const trials = [...unsorted].sort((a, b) => a.removed - b.removed || a.seed - b.seed);
  const orders = new Map(
    trials.map(({ seed, orderSeconds }) => [JSON.stringify([seed, orderSeconds]), orderSeconds]),
  );
  const memories = trials.flatMap(({ peakMemory }) => (peakMemory === undefined ? [] : [peakMemory]));
  return {
    order: method === ANY_METHOD ? null : meanDeviation([...orders.values()]),
    training: meanDeviation(trials.map(({ seconds }) => seconds)),
    epochs: meanDeviation(trials.map(({ epochs }) => epochs)),
    peakMemory: memories.length === 0 ? null : memories.reduce((a, b) => Math.max(a, b)),
  };
}
