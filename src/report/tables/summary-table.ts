import type { InputSummary } from "../../evaluate/summaries/input-summary.js";
import type { SummaryRow } from "../../evaluate/summaries/summary.js";
import { type Table, tableOf } from "./table.js";

type Row = SummaryRow & { readonly input: string; readonly baseline: string };

/**
 * The summary, a row for each input, model, method and level, in full precision.
 *
 * Accuracies are fractions. `difference_*` compare with the baseline, seed by seed; `ci_*` are 95 % confidence
 * intervals of the means, `p_*` two-sided p-values of the paired t-test and the sign-flip test, `holm_*` the same after Holm's
 * correction over the methods of a level.
 */
export function summaryTable(summaries: readonly InputSummary[]): Table {
  const rows = summaries.flatMap(({ input, baseline, rows }) =>
    rows.map((row): Row => ({ ...row, input: input.name, baseline })),
  );
  return tableOf<Row>({ caption: "Test accuracy by input, model, method and level" }, rows, [
    { field: "input", kind: "word", value: ({ input }) => input },
    { field: "model", kind: "word", value: ({ model }) => model },
    { field: "method", kind: "word", value: ({ method }) => method },
    { field: "sparsity", value: ({ sparsity }) => sparsity },
    { field: "removed", value: ({ removed }) => removed },
    { field: "n", value: ({ accuracy }) => accuracy.n },
    { field: "mean", value: ({ accuracy }) => accuracy.mean },
    { field: "sd", value: ({ accuracy }) => accuracy.deviation },
    { field: "difference_n", value: ({ difference }) => difference?.n },
    { field: "difference_mean", value: ({ difference }) => difference?.mean },
    { field: "difference_sd", value: ({ difference }) => difference?.deviation },
    { field: "ci_low", value: ({ interval }) => interval?.low },
    { field: "ci_high", value: ({ interval }) => interval?.high },
    {
      field: "baseline",
      kind: "word",
      value: ({ comparison, baseline }) => (comparison === null ? null : baseline),
    },
    { field: "difference_ci_low", value: ({ comparison }) => comparison?.interval?.low },
    { field: "difference_ci_high", value: ({ comparison }) => comparison?.interval?.high },
    { field: "p_t", value: ({ comparison }) => comparison?.tTest },
    { field: "p_sign_flip", value: ({ comparison }) => comparison?.signFlip },
    { field: "holm_t", value: ({ comparison }) => comparison?.adjusted.tTest },
    { field: "holm_sign_flip", value: ({ comparison }) => comparison?.adjusted.signFlip },
  ]);
}
