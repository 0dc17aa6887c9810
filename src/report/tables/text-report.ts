import { byModel, type InputSummary } from "../../evaluate/summaries/input-summary.js";
import { accuracyTable, differenceTable } from "./accuracy-tables.js";
import { costTable } from "./cost-table.js";
import { curveTable } from "./curve-table.js";
import { gainTable } from "./gain-table.js";
import { tableText } from "./text-table.js";

/** A report's tables as text, input by input: of each model accuracies, their differences to the baseline and what pruning buys; curves; costs. */
export function textReport(summaries: readonly InputSummary[], width?: number): string {
  return summaries
    .flatMap((summary) => [
      ...byModel(summary).flatMap((part) => [accuracyTable(part), differenceTable(part), gainTable(part)]),
      curveTable(summary),
      costTable(summary),
    ])
    .flatMap((table) => (table === null ? [] : [tableText(table, width)]))
    .join("\n\n\n");
}
