import { expect, test } from "vitest";
import { ANY_METHOD } from "../../../src/evaluate/trials/trial.js";
import { accuracyTable } from "../../../src/report/tables/accuracy-table.js";
import { finishedRecord } from "../../generators/trial-records.js";

const at = (method: string, seed: number, testAccuracy: number, removed = 500) =>
  finishedRecord({ method, seed, testAccuracy, removed, sparsity: removed / 1000 });

test("levels as rows, methods as columns, paired differences beside", () => {
  const table = accuracyTable([
    at(ANY_METHOD, 0, 0.9, 0),
    at(ANY_METHOD, 1, 0.86, 0),
    at("1-wis", 0, 0.85),
    at("random", 0, 0.8),
    at("1-wis", 1, 0.83),
    at("random", 1, 0.84),
    at("1-wis", 0, 0.7, 800),
  ]);
  expect(table).toBe(
    [
      "GCN on cora: test accuracy %, mean ± standard deviation over 2 seeds",
      "",
      "removed %  edges       1-WIS      random  1-WIS - random",
      "---------  -----  ----------  ----------  --------------",
      "0              0  88.0 ± 2.8  88.0 ± 2.8",
      "50           500  84.0 ± 1.4  82.0 ± 2.8      +2.0 ± 4.2",
      "80           800  70.0 (n=1)",
    ].join("\n"),
  );
});

test("a table for each model", () => {
  const table = accuracyTable([finishedRecord({ model: "gin" }), finishedRecord({ model: "gcn" })]);
  expect(table.match(/^G\w+ on cora/gm)).toEqual(["GCN on cora", "GIN on cora"]);
});

test("a split that came with the data is told", () => {
  const { options } = finishedRecord();
  const given = finishedRecord({ options: { ...options, split: { given: 10 } } });
  expect(accuracyTable([given])).toMatch(
    /^GCN on cora: .* over 1 seed, each on one of the 10 splits that came with the data$/m,
  );
});

test("no records, no table", () => {
  expect(accuracyTable([])).toBe("");
});

test("a star where the corrected t-test says so, and only there", () => {
  const rows = [0, 1, 2, 3, 4].flatMap((seed) => [
    at("random", seed, 0.7 + 0.001 * seed),
    at("1-wis", seed, 0.8 + 0.002 * seed),
    at("2-wis", seed, 0.7 + 0.02 * (seed - 2)),
  ]);
  const table = accuracyTable(rows);
  expect(table).toMatch(/\+10\.2 ± 0\.2 \*/);
  expect(table.match(/\*/g)).toHaveLength(2);
  expect(table).toMatch(/\n\* differs from random: paired t-test .* p < 0\.05$/);
});
