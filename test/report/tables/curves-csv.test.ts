import { expect, test } from "vitest";
import { summarizeCurves } from "../../../src/evaluate/summaries/curve-summary.js";
import { costSummaryTable } from "../../../src/report/tables/cost-summary-table.js";
import { curvesCsv } from "../../../src/report/tables/curves-csv.js";
import { finishedRecord } from "../../generators/trial-records.js";

const records = ["1-wis", "random"].flatMap((method) =>
  [0, 1].flatMap((seed) =>
    [0, 0.5].map((sparsity) =>
      finishedRecord({
        method: sparsity === 0 ? "any" : method,
        seed,
        sparsity,
        removed: 1000 * sparsity,
        testAccuracy: 0.8 - 0.1 * sparsity * (method === "random" ? 2 : 1) + 0.01 * seed,
        peakMemory: 100 * 2 ** 20,
      }),
    ),
  ),
);

test("a line a method, every field of the summary", () => {
  const [header, ...lines] = curvesCsv(records, "random").trimEnd().split("\n");
  const [wis] = summarizeCurves(records, "random");
  expect(lines).toHaveLength(2);
  const fields = Object.fromEntries(header.split(",").map((name, k) => [name, lines[0].split(",")[k]]));
  expect(fields).toMatchObject({
    method: "1-wis",
    n: "2",
    area: String(wis.area.mean),
    ci_low: String(wis.interval?.low),
    difference_mean: String(wis.difference?.mean),
    p_sign_flip: String(wis.comparison?.signFlip),
    within_point: "0",
  });
  expect(lines[1].split(",")).toHaveLength(header.split(",").length);
  expect(lines[1]).toContain(",,");
});

test("times and memory in text, a line for each model and method", () => {
  const table = costSummaryTable(records);
  expect(table).toMatch(/GCN +1-WIS +0\.25 +1\.5 +10 +100 +2/);
  expect(table).toMatch(/GCN +\(all edges, or none\) +1\.5/);
  expect(costSummaryTable([])).toBe("");
});
