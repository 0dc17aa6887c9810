import { recordsByInput } from "../../evaluate/records/records-by-input.js";
import { BASELINE_METHOD, type SummaryRow, summarize } from "../../evaluate/summaries/summary.js";
import type { TrialRecord } from "../../evaluate/trials/record.js";

/** A cell of a table of records; what does not exist is null. */
export type Value = string | number | null;

/** A table by columns, all of one length. */
export type Columns = ReadonlyMap<string, readonly Value[]>;

/**
 * The summary by columns, a row for each input, model, method and level, in full precision.
 *
 * Accuracies are fractions. `difference_*` compare with the baseline, seed by seed; `ci_*` are 95 % confidence
 * intervals of the means, `p_*` two-sided p-values of the paired t-test and the sign-flip test, `holm_*` the same after Holm's
 * correction over the methods of a level.
 */
export function summaryColumns(records: readonly TrialRecord[], baseline = BASELINE_METHOD): Columns {
  const rows = recordsByInput(records).flatMap(({ input, records: ofInput }) =>
    summarize(ofInput, baseline).map((row) => ({ ...row, input: input.name, baseline })),
  );
  return new Map(Object.entries(COLUMNS).map(([name, of]) => [name, rows.map((row) => of(row) ?? null)]));
}

type Row = SummaryRow & { readonly input: string; readonly baseline: string };

const COLUMNS: Readonly<Record<string, (row: Row) => Value | undefined>> = {
  input: ({ input }) => input,
  model: ({ model }) => model,
  method: ({ method }) => method,
  sparsity: ({ sparsity }) => sparsity,
  removed: ({ removed }) => removed,
  n: ({ accuracy }) => accuracy.n,
  mean: ({ accuracy }) => accuracy.mean,
  sd: ({ accuracy }) => accuracy.deviation,
  difference_n: ({ difference }) => difference?.n,
  difference_mean: ({ difference }) => difference?.mean,
  difference_sd: ({ difference }) => difference?.deviation,
  ci_low: ({ interval }) => interval?.low,
  ci_high: ({ interval }) => interval?.high,
  baseline: ({ comparison, baseline }) => (comparison === null ? null : baseline),
  difference_ci_low: ({ comparison }) => comparison?.interval?.low,
  difference_ci_high: ({ comparison }) => comparison?.interval?.high,
  p_t: ({ comparison }) => comparison?.tTest,
  p_sign_flip: ({ comparison }) => comparison?.signFlip,
  holm_t: ({ comparison }) => comparison?.adjusted.tTest,
  holm_sign_flip: ({ comparison }) => comparison?.adjusted.signFlip,
};
