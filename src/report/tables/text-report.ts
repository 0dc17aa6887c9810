import { recordsByInput } from "../../evaluate/records/records-by-input.js";
import type { TrialRecord } from "../../evaluate/trials/record.js";
import { accuracyTable } from "./accuracy-table.js";
import { curveTable } from "./curve-table.js";

/** A report's tables as text, input by input: accuracies with their differences to the baseline, then whole curves. */
export function textReport(records: readonly TrialRecord[], baseline: string): string {
  return recordsByInput(records)
    .flatMap(({ records: ofInput }) => [accuracyTable(ofInput, baseline), curveTable(ofInput, baseline)])
    .filter((table) => table !== "")
    .join("\n\n");
}
