import { expect, test } from "vitest";
import { recordsByInput } from "../../../src/evaluate/records/records-by-input.js";
import { finishedRecord } from "../../generators/trial-records.js";

test("inputs of one name with other bytes are other inputs, and so are other splits; records keep their order", () => {
  const input = (name: string, sha256: string) => ({ ...finishedRecord().input, name, sha256 });
  const records = [
    finishedRecord({ input: input("b", "1"), seed: 3 }),
    finishedRecord({ input: input("a", "2"), seed: 2 }),
    finishedRecord({ input: input("a", "1"), seed: 1 }),
    finishedRecord({ input: input("b", "1"), seed: 0 }),
  ];
  expect(
    recordsByInput(records).map((part) => [
      part.input.name,
      part.input.sha256,
      part.records.map(({ seed }) => seed),
    ]),
  ).toEqual([
    ["a", "1", [1]],
    ["a", "2", [2]],
    ["b", "1", [3, 0]],
  ]);
  expect(recordsByInput([])).toEqual([]);
  const { options } = finishedRecord();
  const given = finishedRecord({ options: { ...options, split: { given: 1 } } });
  expect(
    recordsByInput([finishedRecord(), given, finishedRecord()]).map((part) => part.records.length),
  ).toEqual([1, 2]);
});
