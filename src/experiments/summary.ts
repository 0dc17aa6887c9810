import { type MeanDeviation, meanDeviation } from "./mean-deviation.js";
import type { FinishedRecord, TrialRecord } from "./record.js";
import { ANY_METHOD, trialKey } from "./trial.js";

/** The method that the others are compared with. */
export const BASELINE_METHOD = "random";

/** The test accuracy of one model with one method at one level, over seeds. */
export interface SummaryRow {
  readonly model: string;
  readonly method: string;
  readonly sparsity: number;
  readonly removed: number;
  /** the same trials serve all methods: no edge is removed, or every edge */
  readonly shared: boolean;
  readonly accuracy: MeanDeviation;
  /** accuracy minus the baseline's of the same seed; null for the baseline, where all methods meet, and without shared seeds */
  readonly difference: MeanDeviation | null;
}

/**
 * Test accuracy by model, method and sparsity level, with the paired differences to random removal.
 *
 * Trials of one seed share their split, so a difference is taken seed by seed. A trial that serves all methods
 * ({@link ANY_METHOD}) counts for each method; of several records of a trial the last one counts; failed trials do not count.
 *
 * @returns rows by model, then by method (by name, the baseline last), then by level
 *
 * Complexity: O(R log R) in the number of records.
 */
export function summarize(records: readonly TrialRecord[]): SummaryRow[] {
  const finished = latestFinished(records);
  const models = [...new Set(finished.map((record) => record.model))].sort();
  return models.flatMap((model) =>
    summarizeModel(
      model,
      finished.filter((record) => record.model === model),
    ),
  );
}

function summarizeModel(model: string, records: readonly FinishedRecord[]): SummaryRow[] {
  const methods = methodsOf(records);
  const levels = new Map<number, Map<string, FinishedRecord[]>>();
  for (const record of [...records].sort((a, b) => a.removed - b.removed || a.seed - b.seed)) {
    const level = levels.get(record.removed) ?? new Map<string, FinishedRecord[]>();
    levels.set(record.removed, level);
    for (const method of record.method === ANY_METHOD ? methods : [record.method])
      level.set(method, [...(level.get(method) ?? []), record]);
  }
  return methods.flatMap((method) =>
    [...levels].flatMap(([removed, level]) => {
      const group = level.get(method);
      if (group === undefined) return [];
      const comparable = method !== BASELINE_METHOD && group[0].method !== ANY_METHOD;
      const baseline = comparable ? level.get(BASELINE_METHOD) : undefined;
      return {
        model,
        method,
        sparsity: group[0].sparsity,
        removed,
        shared: group[0].method === ANY_METHOD,
        accuracy: meanDeviation(group.map((record) => record.testAccuracy)),
        difference: pairedDifference(group, baseline),
      };
    }),
  );
}

function pairedDifference(
  group: readonly FinishedRecord[],
  baseline: readonly FinishedRecord[] = [],
): MeanDeviation | null {
  const bySeed = new Map(baseline.map((record) => [record.seed, record.testAccuracy]));
  const differences = group.flatMap(({ seed, testAccuracy }) => {
    const other = bySeed.get(seed);
    return other === undefined ? [] : [testAccuracy - other];
  });
  return differences.length === 0 ? null : meanDeviation(differences);
}

function latestFinished(records: readonly TrialRecord[]): FinishedRecord[] {
  const latest = new Map<string, FinishedRecord>();
  for (const record of records) if (record.outcome === "ok") latest.set(trialKey(record), record);
  return [...latest.values()];
}

/** By name, the baseline last; {@link ANY_METHOD} stands for itself only where it is alone. */
function methodsOf(records: readonly FinishedRecord[]): string[] {
  const named = [...new Set(records.map((record) => record.method))].filter((name) => name !== ANY_METHOD);
  if (named.length === 0) return [ANY_METHOD];
  const baselineLast = (name: string) => (name === BASELINE_METHOD ? 1 : 0);
  return named.sort((a, b) => baselineLast(a) - baselineLast(b) || (a < b ? -1 : 1));
}
