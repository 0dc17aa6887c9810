import { expect, test } from "vitest";
import { summarize } from "../../../src/evaluate/summaries/summary.js";
import {
  accuracyMatrix,
  comparisonRows,
  differenceMatrix,
} from "../../../src/report/tables/accuracy-tables.js";
import { methodTitle } from "../../../src/report/wording/titles.js";
import { METHODS, sweepRecords } from "../../generators/sweep-records.js";
import { tableOf } from "../../support/page-tables.js";

const SHARES = { train: 0.8, validation: 0.1, test: 0.1 };
const ROWS = summarize(sweepRecords());
const LEVELS = [0, 0.3, 0.6, 0.9, 1];

test("the accuracies of the page are the summary's, digit for digit", () => {
  const [header, ...body] = tableOf(accuracyMatrix(ROWS, SHARES).text, "GCN: test accuracy (%)");
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
  const note = (split: Parameters<typeof accuracyMatrix>[1]) => accuracyMatrix(ROWS, split).text;
  expect(note(SHARES)).toContain("Over 3 seeds, each with its own split;");
  expect(note({ given: 1 })).toContain("Over 3 seeds, all on the split that came with the data;");
  expect(note({ given: 10 })).toContain(
    "Over 3 seeds, each on one of the 10 splits that came with the data;",
  );
});

test("a cell of fewer seeds says how many", () => {
  const records = sweepRecords().filter(({ method, seed }) => method !== "2-wis" || seed === 0);
  const body = tableOf(accuracyMatrix(summarize(records), SHARES).text, "GCN: test accuracy (%)");
  expect(body[2][3].text).toMatch(/^[\d.]+ n=1$/);
  expect(body[2][2].text).not.toContain("n=");
});

test("the differences are the summary's; a star stands where the corrected t-test says so, and nowhere else", () => {
  const table = differenceMatrix(ROWS, "random")!.text;
  const [header, ...body] = tableOf(table, "GCN: accuracy minus random's");
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
  const [, ...body] = tableOf(comparisonRows(ROWS, "random")!.text, "GCN: every comparison with random");
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
  const rows = summarize(sweepRecords({}, { methods: ["1-wis", "2-wis"] }));
  expect(differenceMatrix(rows, "random")).toBeNull();
  expect(comparisonRows(rows, "random")).toBeNull();
});
