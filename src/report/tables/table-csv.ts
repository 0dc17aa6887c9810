import { lineCount, type Table, type Value } from "./table.js";

/**
 * A table's fields as comma-separated values in full precision: a header, then a line for each row. What does not exist is an empty
 * field. RFC 4180: quotes around what holds a comma, a quote or a line break.
 */
export function tableCsv(table: Table): string {
  const fields = table.columns.filter(({ field }) => field !== undefined);
  const lines = Array.from({ length: lineCount(table) }, (_, row) => fields.map(({ values }) => values[row]));
  return `${[fields.map(({ field }) => field as string), ...lines].map((line) => line.map(quoted).join(",")).join("\n")}\n`;
}

function quoted(value: Value): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
