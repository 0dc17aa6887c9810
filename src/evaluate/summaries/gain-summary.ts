import { groupBy } from "../records/group-by.js";
import { meanOf } from "../statistics/mean-deviation.js";
import { quantile } from "../statistics/quantile.js";
import type { FinishedRecord, TrialRecord } from "../trials/record.js";
import { BASELINE_METHOD, latestFinished, type SummaryRow, summarize } from "./summary.js";
import { isWithinPoint } from "./within-point.js";

/** What training on a graph with fewer edges costs at one level, and the accuracy that the best method keeps there. */
export interface GainRow {
  readonly model: string;
  readonly sparsity: number;
  readonly removed: number;
  /** seconds, the median over all trials of the level: methods differ in which edges they keep, not in how many */
  readonly epoch: number;
  /** the full graph's epoch over this one; null where the full graph was not trained on */
  readonly speedUp: number | null;
  /** seconds to compute all outputs once, the median over trials; null where no record says */
  readonly inference: number | null;
  /** bytes of tensors that a step needs, the mean over trials; null where no record says */
  readonly tensorBytes: number | null;
  /** the method of the highest mean accuracy at the level; null where all methods meet */
  readonly method: string | null;
  /** its mean accuracy */
  readonly accuracy: number;
  /** its mean accuracy minus the full graph's; null where the full graph was not trained on */
  readonly difference: number | null;
}

/**
 * What pruning buys: time of an epoch and of inference and tensors' memory at each level, beside the accuracy that is left.
 *
 * @returns rows by model, then by level
 *
 * Complexity: that of {@link summarize}.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { createLocalRunner, runSweep } from "seprank/evaluate";
 * import type { ClassificationGraph } from "seprank/nn";
 * import { summarizeGains } from "seprank/results";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * summarizeGains(records).map(({ sparsity, speedUp }) => [sparsity, speedUp === 1]); // => [[0, true], [0.5, false]]
 * ```
 */
export function summarizeGains(records: readonly TrialRecord[], baseline = BASELINE_METHOD): GainRow[] {
  return gainsOf(records, summarize(records, baseline));
}

/** The same, from a summary that is there already. */
export function gainsOf(records: readonly TrialRecord[], rows: readonly SummaryRow[]): GainRow[] {
  const byModel = groupBy(latestFinished(records), ({ model }) => model);
  return [...byModel]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([model, trials]) => {
      const levels = [...groupBy(trials, ({ removed }) => removed)].sort(([a], [b]) => a - b);
      const ofModel = rows.filter((row) => row.model === model);
      const full = levels.find(([removed]) => removed === 0)?.[1];
      const fullEpoch = full === undefined ? null : epochOf(full);
      const fullAccuracy = ofModel.find(({ removed }) => removed === 0)?.accuracy.mean ?? null;
      return levels.map(([removed, ofLevel]): GainRow => {
        const candidates = ofModel.filter((row) => row.removed === removed);
        const best = candidates.reduce((a, b) => (b.accuracy.mean > a.accuracy.mean ? b : a));
        const epoch = epochOf(ofLevel);
        return {
          model,
          sparsity: ofLevel[0].sparsity,
          removed,
          epoch,
          speedUp: fullEpoch === null ? null : fullEpoch / epoch,
          inference: overPresent(
            ofLevel.map(({ inferenceSeconds }) => inferenceSeconds),
            median,
          ),
          tensorBytes: overPresent(
            ofLevel.map(({ tensorBytes }) => tensorBytes),
            meanOf,
          ),
          method: best.shared ? null : best.method,
          accuracy: best.accuracy.mean,
          difference: fullAccuracy === null ? null : best.accuracy.mean - fullAccuracy,
        };
      });
    });
}

/**
 * The least level at which an epoch is at least so many times as fast as the full graph's, while the best method there is at most one point below the
 * full graph's accuracy; null where there is none.
 *
 * @param rows of one model
 *
 * @example
 * ```ts
 * import { fastWithinPoint, type GainRow } from "seprank/results";
 *
 * const common = { model: "gcn", removed: 0, epoch: 1, inference: null, tensorBytes: null, method: null, accuracy: 0.8 };
 * const rows: GainRow[] = [
 *   { ...common, sparsity: 0, speedUp: 1, difference: 0 },
 *   { ...common, sparsity: 0.5, speedUp: 2.1, difference: -0.005 },
 * ];
 * fastWithinPoint(rows)?.sparsity; // => 0.5
 * ```
 */
export function fastWithinPoint(rows: readonly GainRow[], speedUp = 2): GainRow | null {
  const fits = (row: GainRow) =>
    row.speedUp !== null &&
    row.speedUp >= speedUp &&
    row.difference !== null &&
    isWithinPoint(row.difference);
  return rows.find(fits) ?? null;
}

function epochOf(trials: readonly FinishedRecord[]): number {
  return median(trials.map(({ seconds, epochs }) => seconds / epochs));
}

/** A statistic of the values that are there, whatever the order of records; null where none is. */
function overPresent(
  values: readonly (number | undefined)[],
  statistic: (values: readonly number[]) => number,
): number | null {
  const present = values.filter((value) => value !== undefined);
  return present.length === 0 ? null : statistic(present.sort((a, b) => a - b));
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
