import { groupBy } from "../records/group-by.js";
import { holm } from "../statistics/holm.js";
import { type MeanDeviation, meanDeviation } from "../statistics/mean-deviation.js";
import {
  comparePairs,
  type Interval,
  meanInterval,
  type PairedComparison,
} from "../statistics/paired-comparison.js";
import type { FinishedRecord, TrialRecord } from "../trials/record.js";
import { ANY_METHOD, trialKey } from "../trials/trial.js";

/** The method that the others are compared with, unless another is named. */
export const BASELINE_METHOD = "random";

/** A comparison with the baseline, with p-values that take account of the methods compared at the level. */
export interface AdjustedComparison extends PairedComparison {
  /** the p-values after Holm's correction over the model's methods at the level */
  readonly adjusted: { readonly tTest: number | null; readonly signFlip: number | null };
}

/** The test accuracy of one model with one method at one level, over seeds. */
export interface SummaryRow {
  readonly model: string;
  readonly method: string;
  readonly sparsity: number;
  readonly removed: number;
  /** the same trials serve all methods: no edge is removed, or every edge */
  readonly shared: boolean;
  readonly accuracy: MeanDeviation;
  /** 95 % confidence interval of the mean accuracy, null for one seed */
  readonly interval: Interval | null;
  /** accuracy minus the baseline's of the same seed; null for the baseline, where all methods meet, and without shared seeds */
  readonly difference: MeanDeviation | null;
  /** interval and tests of the mean difference; null where there is none */
  readonly comparison: AdjustedComparison | null;
}

/**
 * Test accuracy by model, method and sparsity level, with the paired differences to a baseline.
 *
 * Trials of one seed share their split, so a difference is taken seed by seed. A trial that serves all methods
 * ({@link ANY_METHOD}) counts for each method; of several records of a trial the last one counts; failed trials do not count.
 *
 * @param baseline the method that the others are compared with
 * @returns rows by model, then by method (by name, the baseline last), then by level
 *
 * Complexity: O(R log R) in the number of records.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { createLocalRunner, runSweep } from "seprank/evaluate";
 * import type { ClassificationGraph } from "seprank/nn";
 * import { summarize } from "seprank/results";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * summarize(records).map(({ method, sparsity }) => `${method} ${sparsity}`); // => ["1-wis 0", "1-wis 0.5", "random 0", "random 0.5"]
 * ```
 */
export function summarize(records: readonly TrialRecord[], baseline = BASELINE_METHOD): SummaryRow[] {
  return accuraciesOf(records, baseline).flatMap(({ model, methods, levels }) => {
    const compared = levels.map((level) => compareLevel(level, methods, baseline));
    return methods.flatMap((method, m) =>
      levels.flatMap(({ sparsity, removed, shared, of }, k) => {
        const accuracies = [...of(method).values()];
        if (accuracies.length === 0) return [];
        return {
          model,
          method,
          sparsity,
          removed,
          shared,
          accuracy: meanDeviation(accuracies),
          interval: meanInterval(accuracies),
          ...compared[k][m],
        };
      }),
    );
  });
}

/** One model's accuracies. */
export interface ModelAccuracies {
  readonly model: string;
  /** by name, the baseline last; {@link ANY_METHOD} only where it is alone */
  readonly methods: readonly string[];
  /** ascending */
  readonly levels: readonly LevelAccuracies[];
}

export interface LevelAccuracies {
  readonly sparsity: number;
  readonly removed: number;
  readonly shared: boolean;
  /** a method's test accuracies by seed, seeds ascending; empty where it has none */
  readonly of: (method: string) => ReadonlyMap<number, number>;
}

const NO_ACCURACIES: ReadonlyMap<number, number> = new Map();

/** The accuracies of the finished trials by model, level, method and seed: what all statistics start from. */
export function accuraciesOf(records: readonly TrialRecord[], baseline = BASELINE_METHOD): ModelAccuracies[] {
  const finished = latestFinished(records).sort((a, b) => a.removed - b.removed || a.seed - b.seed);
  const models = [...new Set(finished.map((record) => record.model))].sort();
  return models.map((model) => {
    const ofModel = finished.filter((record) => record.model === model);
    const groups = groupBy(ofModel, ({ removed }) => removed);
    const levels = [...groups].map(([removed, group]) => {
      const shared = group[0].method === ANY_METHOD;
      const methods = new Map(
        Array.from(
          groupBy(group, ({ method }) => method),
          ([method, own]) => [method, new Map(own.map((record) => [record.seed, record.testAccuracy]))],
        ),
      );
      const of = (method: string) => methods.get(shared ? ANY_METHOD : method) ?? NO_ACCURACIES;
      return { sparsity: group[0].sparsity, removed, shared, of };
    });
    return { model, methods: methodsOf(ofModel, baseline), levels };
  });
}

/** For each method its differences to the baseline and what they say. */
function compareLevel(
  { shared, of }: LevelAccuracies,
  methods: readonly string[],
  baseline: string,
): Pick<SummaryRow, "difference" | "comparison">[] {
  const reference = of(baseline);
  const differences = methods.map((method) =>
    shared || method === baseline
      ? []
      : [...of(method)].flatMap(([seed, accuracy]) => {
          const other = reference.get(seed);
          return other === undefined ? [] : [accuracy - other];
        }),
  );
  const tests = differences.map((values) => (values.length === 0 ? null : comparePairs(values)));
  const tTests = holm(tests.map((test) => test?.tTest ?? null));
  const signFlips = holm(tests.map((test) => test?.signFlip ?? null));
  return tests.map((test, m) =>
    test === null
      ? { difference: null, comparison: null }
      : {
          difference: meanDeviation(differences[m]),
          comparison: { ...test, adjusted: { tTest: tTests[m], signFlip: signFlips[m] } },
        },
  );
}

/** The finished trials, of several records of a trial the last. */
export function latestFinished(records: readonly TrialRecord[]): FinishedRecord[] {
  const latest = new Map<string, FinishedRecord>();
  for (const record of records) if (record.outcome === "ok") latest.set(trialKey(record), record);
  return [...latest.values()];
}

/** The records' methods by name, the baseline last; {@link ANY_METHOD} stands for itself only where it is alone. */
export function methodsOf(records: readonly FinishedRecord[], baseline: string): string[] {
  const named = [...new Set(records.map((record) => record.method))].filter((name) => name !== ANY_METHOD);
  if (named.length === 0) return [ANY_METHOD];
  const baselineLast = (name: string) => (name === baseline ? 1 : 0);
  return named.sort((a, b) => baselineLast(a) - baselineLast(b) || (a < b ? -1 : 1));
}
