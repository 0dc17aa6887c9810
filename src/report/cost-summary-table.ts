import { summarizeCosts } from "../experiments/cost-summary.js";
import type { TrialRecord } from "../experiments/record.js";
import { BASELINE_METHOD } from "../experiments/summary.js";
import { ANY_METHOD } from "../experiments/trial.js";
import { textTable } from "./text-table.js";
import { methodTitle, modelTitle } from "./titles.js";

/**
 * Time and memory of the trials in text: means of the seconds to sparsify and to train and of the epochs, and the most memory that a
 * trial's process had held.
 *
 * @returns "" where no trial is finished
 */
export function costSummaryTable(records: readonly TrialRecord[], baseline = BASELINE_METHOD): string {
  const rows = summarizeCosts(records, baseline);
  if (rows.length === 0) return "";
  const body = rows.map(({ model, method, order, training, epochs, peakMemory }) => [
    modelTitle(model),
    method === ANY_METHOD ? "(all edges, or none)" : methodTitle(method),
    order === null ? "" : order.mean.toFixed(2),
    training.mean.toFixed(1),
    epochs.mean.toFixed(0),
    peakMemory === null ? "" : (peakMemory / MEBIBYTE).toFixed(0),
    String(training.n),
  ]);
  const header = ["model", "method", "order s", "training s", "epochs", "peak MiB", "trials"];
  return `Time to sparsify and to train, means, and the most memory a trial's process had held\n\n${textTable(header, body)}`;
}

const MEBIBYTE = 2 ** 20;
