import type { TrialRecord } from "../trials/record.js";

/** The records of one input, and what it was. */
export interface InputRecords {
  readonly input: TrialRecord["input"];
  readonly records: readonly TrialRecord[];
}

/**
 * Records apart by what they were measured on, inputs by name, then by SHA-256, then by how they were split: no statistic mixes two
 * graphs, nor random splits with given ones.
 *
 * Complexity: O(R log R) in the number of records.
 */
export function recordsByInput(records: readonly TrialRecord[]): InputRecords[] {
  const groups = new Map<string, TrialRecord[]>();
  for (const record of records) {
    const key = JSON.stringify([record.input.name, record.input.sha256, record.options.split]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => ({ input: group[0].input, records: group }));
}
