import { recordsByInput } from "../../evaluate/records/records-by-input.js";
import type { TrialRecord } from "../../evaluate/trials/record.js";
import type { Table, Value } from "./table.js";

/**
 * All records, a row for each: the fields of `results.jsonl`, those of `input` and `options` named `input_sha256`, `option_layers` and so
 * on. A failed trial has no measurements, a finished one no error.
 *
 * Rows are in the order of the records, inputs apart.
 */
export function trialTable(records: readonly TrialRecord[]): Table {
  const all = recordsByInput(records).flatMap((input) => input.records);
  const columns = new Map<string, Value[]>();
  for (const [row, record] of all.entries())
    forEachField(record, (name, value) => {
      let values = columns.get(name);
      if (values === undefined) {
        values = new Array<Value>(all.length).fill(null);
        columns.set(name, values);
      }
      values[row] = value;
    });
  const ordered = new Set([...FIRST.filter((name) => columns.has(name)), ...[...columns.keys()].sort()]);
  return {
    caption: "All trials",
    columns: [...ordered].map((field) => {
      const values = columns.get(field) as Value[];
      const kind = values.some((value) => typeof value === "string") ? "word" : "number";
      return { field, kind, values, cells: [] };
    }),
  };
}

/** The columns that stand first; the others follow by name, whatever the order of a record's fields. */
const FIRST = [
  ...["input_name", "model", "method", "sparsity", "removed", "kept", "seed"],
  ...["outcome", "testAccuracy", "validationAccuracy", "trainAccuracy"],
];

/** Names of columns by a group's prefix, then by the field's name: of 10^5 records each is put together once. */
const COLUMN_NAMES = new Map<string, Map<string, string>>();

/** Fields of a record that are records themselves. */
const GROUPS = new Set(["input", "options", "plugin"]);

function columnName(prefix: string, name: string): string {
  let names = COLUMN_NAMES.get(prefix);
  if (names === undefined) {
    names = new Map();
    COLUMN_NAMES.set(prefix, names);
  }
  let column = names.get(name);
  if (column === undefined) {
    column = `${prefix}_${name}`;
    names.set(name, column);
  }
  return column;
}

function forEachField(record: TrialRecord, take: (name: string, value: Value) => void): void {
  const { input, options, plugin } = record;
  takeAll("input", input, take);
  for (const name of Object.keys(record))
    if (!GROUPS.has(name)) take(name, ((record as Readonly<Record<string, unknown>>)[name] as Value) ?? null);
  if (plugin !== undefined) takeAll("plugin", { sha256: plugin.sha256, of: plugin.of.join(", ") }, take);
  takeAll("option", options as Readonly<Record<string, unknown>>, take);
  takeAll("option_split", options.split, take);
}

function takeAll(
  prefix: string,
  values: Readonly<Record<string, unknown>>,
  take: (name: string, value: Value) => void,
): void {
  for (const name of Object.keys(values))
    if (name !== "split") take(columnName(prefix, name), values[name] as Value);
}
