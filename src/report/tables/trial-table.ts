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
  all.forEach((record, row) => {
    for (const [name, value] of fieldsOf(record)) {
      let values = columns.get(name);
      if (values === undefined) {
        values = all.map(() => null);
        columns.set(name, values);
      }
      values[row] = value;
    }
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

function fieldsOf({ input, options, plugin, ...fields }: TrialRecord): [string, Value][] {
  const { split, ...hyperparameters } = options;
  const prefixed = (prefix: string, values: object): [string, Value][] =>
    Object.entries(values).map(([name, value]) => [`${prefix}_${name}`, value]);
  return [
    ...prefixed("input", input),
    ...Object.entries(fields).map(([name, value]): [string, Value] => [name, value ?? null]),
    ...(plugin === undefined ? [] : prefixed("plugin", { sha256: plugin.sha256, of: plugin.of.join(", ") })),
    ...prefixed("option", hyperparameters),
    ...prefixed("option_split", split),
  ];
}
