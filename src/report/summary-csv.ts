import type { TrialRecord } from "../experiments/record.js";
import { BASELINE_METHOD, summarize } from "../experiments/summary.js";

/**
 * The summary as comma-separated values: a header, then a line for each model, method and level, in full precision.
 *
 * Accuracies are fractions. `difference_*` compare with the baseline, seed by seed; `ci_*` are 95 % confidence
 * intervals of the means, `p_*` two-sided p-values of the paired t-test and the sign-flip test, `holm_*` the same after Holm's
 * correction over the methods of a level. What does not exist is an empty field.
 */
export function summaryCsv(records: readonly TrialRecord[], baseline = BASELINE_METHOD): string {
  const header = [
    "input",
    "model",
    "method",
    "sparsity",
    "removed",
    "n",
    "mean",
    "sd",
    "difference_n",
    "difference_mean",
    "difference_sd",
    "ci_low",
    "ci_high",
    "baseline",
    "difference_ci_low",
    "difference_ci_high",
    "p_t",
    "p_sign_flip",
    "holm_t",
    "holm_sign_flip",
  ];
  const lines = summarize(records, baseline).map(
    ({ model, method, sparsity, removed, accuracy, interval, difference, comparison }) => [
      records[0].input.name,
      model,
      method,
      sparsity,
      removed,
      accuracy.n,
      accuracy.mean,
      accuracy.deviation,
      difference?.n,
      difference?.mean,
      difference?.deviation,
      interval?.low,
      interval?.high,
      comparison === null ? null : baseline,
      comparison?.interval?.low,
      comparison?.interval?.high,
      comparison?.tTest,
      comparison?.signFlip,
      comparison?.adjusted.tTest,
      comparison?.adjusted.signFlip,
    ],
  );
  return `${[header, ...lines].map((fields) => fields.map(field).join(",")).join("\n")}\n`;
}

/** RFC 4180: quotes around what holds a comma, a quote or a line break. */
function field(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
