import type { TrialRecord } from "../trials/record.js";
import { groupBy } from "./group-by.js";

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
  const groups = groupBy(records, ({ input, options }) =>
    JSON.stringify([input.name, input.sha256, options.split]),
  );
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => ({ input: group[0].input, records: group }));
}
