import { expect, test } from "vitest";
import { summarizeInputs } from "../../../src/evaluate/summaries/input-summary.js";
import type { TrialOptions, TrialRecord } from "../../../src/evaluate/trials/record.js";
import { ANY_METHOD } from "../../../src/evaluate/trials/trial.js";
import {
  accuracyTable,
  comparisonsTable,
  differenceTable,
} from "../../../src/report/tables/accuracy-tables.js";
import type { Table } from "../../../src/report/tables/table.js";
import { tableHtml } from "../../../src/report/tables/table-html.js";
import { tableText } from "../../../src/report/tables/text-table.js";
import { methodTitle } from "../../../src/report/wording/titles.js";
import { METHODS, sweepRecords } from "../../generators/sweep-records.js";
import { finishedRecord } from "../../generators/trial-records.js";
import { tableOf } from "../../support/page-tables.js";

const summaryOf = (records: readonly TrialRecord[]) => summarizeInputs(records)[0];
const SUMMARY = summaryOf(sweepRecords());
const ROWS = SUMMARY.rows;
const pageTable = (table: Table, caption: string) => tableOf(tableHtml(table).text, caption);
const LEVELS = [0, 0.3, 0.6, 0.9, 1];

test("the accuracies of the page are the summary's, digit for digit", () => {
  const [header, ...body] = pageTable(accuracyTable(SUMMARY), "GCN on cora: test accuracy (%)");
  expect(header.map(({ text }) => text)).toEqual([
    "removed (%)",
    "edges removed",
    ...METHODS.map(methodTitle),
  ]);
  expect(body.map(([level]) => level.value)).toEqual(LEVELS);
  for (const [level, removed, ...cells] of body) {
    expect(removed.value).toBe(1000 * level.value!);
    cells.forEach((cell, m) => {
      const { accuracy } = ROWS.find((row) => row.method === METHODS[m] && row.sparsity === level.value)!;
      expect(cell.value).toBe(accuracy.mean);
      expect(cell.text).toBe(
        `${(100 * accuracy.mean).toFixed(1)} ± ${(100 * accuracy.deviation!).toFixed(1)}`,
      );
    });
  }
});

test("the note says how the seeds were split", () => {
  const { options } = sweepRecords()[0];
  const note = (split: TrialOptions["split"]) =>
    accuracyTable(summaryOf(sweepRecords({ options: { ...options, split } }))).note;
  expect(note(options.split)).toContain("Over 3 seeds, each with its own split;");
  expect(note({ given: 1 })).toContain("Over 3 seeds, all on the split that came with the data;");
  expect(note({ given: 10 })).toContain(
    "Over 3 seeds, each on one of the 10 splits that came with the data;",
  );
});

test("a cell of fewer seeds says how many", () => {
  const records = sweepRecords().filter(({ method, seed }) => method !== "2-wis" || seed === 0);
  const body = pageTable(accuracyTable(summaryOf(records)), "GCN on cora: test accuracy (%)");
  expect(body[2][3].text).toMatch(/^[\d.]+ n=1$/);
  expect(body[2][2].text).not.toContain("n=");
});

test("the differences are the summary's; a star stands where the corrected t-test says so, and nowhere else", () => {
  const [header, ...body] = pageTable(differenceTable(SUMMARY)!, "GCN on cora: accuracy minus random's");
  expect(header.map(({ text }) => text)).toEqual(["removed (%)", "1-WIS", "2-WIS"]);
  let stars = 0;
  for (const [level, ...cells] of body)
    cells.forEach((cell, m) => {
      const row = ROWS.find(({ method, sparsity }) => method === METHODS[m] && sparsity === level.value)!;
      expect(cell.value).toBe(row.difference!.mean);
      const isStarred = (row.comparison!.adjusted.tTest ?? 1) < 0.05;
      expect(cell.text.endsWith("*")).toBe(isStarred);
      stars += Number(isStarred);
    });
  expect(body).toHaveLength(3);
  expect(stars).toBeGreaterThan(0);
  expect(stars).toBeLessThan(6);
});

test("every comparison has its interval and its four p-values", () => {
  const [, ...body] = pageTable(comparisonsTable(SUMMARY)!, "GCN on cora: every comparison with random");
  expect(body).toHaveLength(6);
  for (const cells of body) {
    const [method, level, n, mean, interval, tTest, holmT, signFlip, holmFlip] = cells;
    const { difference, comparison } = ROWS.find(
      (row) => methodTitle(row.method) === method.text && row.sparsity === level.value,
    )!;
    expect([n, mean, interval, tTest, holmT, signFlip, holmFlip].map(({ value }) => value)).toEqual([
      difference!.n,
      difference!.mean,
      comparison!.interval!.low,
      comparison!.tTest,
      comparison!.adjusted.tTest,
      comparison!.signFlip,
      comparison!.adjusted.signFlip,
    ]);
  }
});

test("without a baseline there is nothing to compare", () => {
  const summary = summaryOf(sweepRecords({}, { methods: ["1-wis", "2-wis"] }));
  expect(differenceTable(summary)).toBeNull();
  expect(comparisonsTable(summary)).toBeNull();
});

test("the same tables as text", () => {
  const at = (method: string, seed: number, testAccuracy: number, removed = 500) =>
    finishedRecord({ method, seed, testAccuracy, removed, sparsity: removed / 1000 });
  const summary = summaryOf([
    at(ANY_METHOD, 0, 0.9, 0),
    at(ANY_METHOD, 1, 0.86, 0),
    at("1-wis", 0, 0.83),
    at("random", 0, 0.84),
    at("1-wis", 1, 0.81),
    at("random", 1, 0.88),
    at("1-wis", 0, 0.7, 800),
  ]);
  expect(tableText(accuracyTable(summary))).toBe(
    [
      "GCN on cora: test accuracy (%), mean ± standard deviation",
      "",
      "removed (%)  edges removed       1-WIS      random",
      "-----------  -------------  ----------  ----------",
      "          0              0  88.0 ± 2.8  88.0 ± 2.8",
      "         50            500  82.0 ± 1.4  86.0 ± 2.8",
      "         80            800  70.0 (n=1)",
      "",
      "Over 2 seeds, each with its own split; a cell of fewer says how many.",
    ].join("\n"),
  );
  expect(tableText(differenceTable(summary)!)).toContain("\n         50  -4.0 ± 4.2\n");
});
