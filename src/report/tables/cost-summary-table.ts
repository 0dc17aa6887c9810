import { summarizeCosts } from "../../evaluate/summaries/cost-summary.js";
import { BASELINE_METHOD } from "../../evaluate/summaries/summary.js";
import type { TrialRecord } from "../../evaluate/trials/record.js";
import { ANY_METHOD } from "../../evaluate/trials/trial.js";
import { methodTitle, modelTitle } from "../wording/titles.js";
import { textTable } from "./text-table.js";

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
