import { recordsByInput } from "../../evaluate/records/records-by-input.js";
import type { TrialRecord } from "../../evaluate/trials/record.js";
import type { Columns, Value } from "./summary-columns.js";

/**
 * All records by columns, a row for each: the fields of `results.jsonl`, those of `input` and `options` named `input_sha256`,
 * `option_layers` and so on. A failed trial has no measurements, a finished one no error.
 *
 * Rows are in the order of the records, inputs apart.
 */
export function trialColumns(records: readonly TrialRecord[]): Columns {
  const rows = recordsByInput(records).flatMap(({ records: ofInput }) => ofInput.map(flat));
  const names = new Set(rows.flatMap((row) => [...row.keys()]));
  const ordered = new Set([...FIRST.filter((name) => names.has(name)), ...[...names].sort()]);
  return new Map([...ordered].map((name) => [name, rows.map((row) => row.get(name) ?? null)]));
}

/** The columns that stand first; the others follow by name, whatever the order of a record's fields. */
const FIRST = [
  ...["input_name", "model", "method", "sparsity", "removed", "kept", "seed"],
  ...["outcome", "testAccuracy", "validationAccuracy", "trainAccuracy"],
];

function flat({ input, options, ...fields }: TrialRecord): Map<string, Value> {
  const { split, ...hyperparameters } = options;
  const prefixed = (prefix: string, values: object): [string, Value][] =>
    Object.entries(values).map(([name, value]) => [`${prefix}_${name}`, value]);
  return new Map<string, Value>([
    ...prefixed("input", input),
    ...Object.entries(fields).map(([name, value]): [string, Value] => [name, value ?? null]),
    ...prefixed("option", hyperparameters),
    ...prefixed("option_split", split),
  ]);
}
