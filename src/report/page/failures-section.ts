import type { FailedRecord, TrialRecord } from "../../evaluate/trials/record.js";
import { trialKey } from "../../evaluate/trials/trial.js";
import { htmlTable, numberCell } from "../tables/html-table.js";
import type { Markup } from "../wording/markup.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";

/** The trials whose last record is an error; null where there are none. */
export function failuresSection(records: readonly TrialRecord[]): Markup | null {
  const failed = [...lastRecords(records)]
    .filter((record): record is FailedRecord => record.outcome === "failed")
    .sort((a, b) => (trialKey(a) < trialKey(b) ? -1 : 1));
  if (failed.length === 0) return null;
  return htmlTable({
    caption: "Trials that failed: they are in no curve and no table",
    header: ["model", "method", "removed (%)", "seed", "error"],
    words: 5,
    rows: failed.map(({ model, method, sparsity, seed, error }) => [
      { content: modelTitle(model) },
      { content: methodTitle(method) },
      numberCell(sparsity, percentTitle),
      numberCell(seed, String),
      { content: error },
    ]),
  });
}

/** Of several records of a trial the last; one that finished once is finished. */
function lastRecords(records: readonly TrialRecord[]): Iterable<TrialRecord> {
  const last = new Map<string, TrialRecord>();
  for (const record of records)
    if (record.outcome === "ok" || last.get(trialKey(record))?.outcome !== "ok")
      last.set(trialKey(record), record);
  return last.values();
}
