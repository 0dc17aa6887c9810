import type { TrialRecord } from "../../evaluate/trials/record.js";
import { summaryColumns, type Value } from "./summary-columns.js";

/**
 * The summary as comma-separated values: a header, then a line for each input, model, method and level, see {@link summaryColumns}.
 * What does not exist is an empty field.
 */
export function summaryCsv(records: readonly TrialRecord[], baseline?: string): string {
  const columns = summaryColumns(records, baseline);
  const cells = [...columns.values()];
  const lines = (cells[0] ?? []).map((_, row) => cells.map((column) => column[row]));
  return `${[[...columns.keys()], ...lines].map((fields) => fields.map(field).join(",")).join("\n")}\n`;
}

/** RFC 4180: quotes around what holds a comma, a quote or a line break. */
function field(value: Value): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
