import type { TrialRecord } from "../../evaluate/trials/record.js";
import { splitFact } from "../wording/split-words.js";
import { modelTitle } from "../wording/titles.js";
import { type Table, tableOf } from "./table.js";

/** What the trials were run with: options as rows, models as columns, of each option every value there was. */
export function optionTable(records: readonly TrialRecord[]): Table {
  const values = new Map<string, Map<string, Set<string>>>();
  const models = new Set(records.map(({ model }) => model));
  for (const record of distinctOptions(records))
    for (const [name, value] of flatOptions(record)) {
      const ofName = values.get(name) ?? new Map<string, Set<string>>();
      values.set(name, ofName.set(record.model, (ofName.get(record.model) ?? new Set()).add(value)));
    }
  return tableOf<[string, Map<string, Set<string>>]>(
    { caption: "Options" },
    [...values],
    [
      { title: "option", kind: "word", value: ([name]) => name },
      ...[...models].sort().map((model) => ({
        title: modelTitle(model),
        value: ([, ofName]: [string, Map<string, Set<string>>]) =>
          [...(ofName.get(model) ?? [])].sort().join(", ") || null,
      })),
    ],
  );
}

/** The first record of every model and options, so that what 10^5 records share is written once. */
function distinctOptions(records: readonly TrialRecord[]): TrialRecord[] {
  const first = new Map<string, TrialRecord>();
  for (const record of records) {
    const key = JSON.stringify([record.model, record.options, record.l1]);
    if (!first.has(key)) first.set(key, record);
  }
  return [...first.values()];
}

/** The options, and what a method that trains an edge mask adds to them. */
function flatOptions({ options: { split, ...hyperparameters }, l1 }: TrialRecord): [string, string][] {
  return [
    ...Object.entries(hyperparameters).map(([name, value]): [string, string] => [name, String(value)]),
    ["split", splitFact(split)],
    ...(l1 === undefined ? [] : [["l1 of UGS's edge mask", String(l1)] as [string, string]]),
  ];
}
