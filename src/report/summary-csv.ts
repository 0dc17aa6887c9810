import type { TrialRecord } from "../experiments/record.js";
import { summarize } from "../experiments/summary.js";

/**
 * The summary as comma-separated values: a header, then a line for each model, method and level, in full precision.
 *
 * Accuracies are fractions. `difference_*` compare with random removal, seed by seed. What does not exist is an empty field.
 */
export function summaryCsv(records: readonly TrialRecord[]): string {
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
  ];
  const lines = summarize(records).map(({ model, method, sparsity, removed, accuracy, difference }) => [
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
  ]);
  return `${[header, ...lines].map((fields) => fields.map(field).join(",")).join("\n")}\n`;
}

/** RFC 4180: quotes around what holds a comma, a quote or a line break. */
function field(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
