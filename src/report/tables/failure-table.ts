import type { FailedRecord, TrialRecord } from "../../evaluate/trials/record.js";
import { trialKey } from "../../evaluate/trials/trial.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { type Table, tableOf } from "./table.js";

/** The trials whose last record is an error; null where there are none. */
export function failureTable(records: readonly TrialRecord[]): Table | null {
  const failed = [...lastRecords(records)]
    .filter((record): record is FailedRecord => record.outcome === "failed")
    .sort((a, b) => (trialKey(a) < trialKey(b) ? -1 : 1));
  if (failed.length === 0) return null;
  return tableOf<FailedRecord>({ caption: "Trials that failed: they are in no curve and no table" }, failed, [
    { title: "model", kind: "word", value: ({ model }) => modelTitle(model) },
    { title: "method", kind: "word", value: ({ method }) => methodTitle(method) },
    {
      title: "removed (%)",
      value: ({ sparsity }) => sparsity,
      text: ({ sparsity }) => percentTitle(sparsity),
    },
    { title: "seed", value: ({ seed }) => seed },
    { title: "error", kind: "word", value: ({ error }) => error },
  ]);
}

/** Of several records of a trial the last; one that finished once is finished. */
function lastRecords(records: readonly TrialRecord[]): Iterable<TrialRecord> {
  const last = new Map<string, TrialRecord>();
  for (const record of records)
    if (record.outcome === "ok" || last.get(trialKey(record))?.outcome !== "ok")
      last.set(trialKey(record), record);
  return last.values();
}
