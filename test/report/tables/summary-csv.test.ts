import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { summarize } from "../../../src/evaluate/summaries/summary.js";
import { summaryCsv } from "../../../src/report/tables/summary-csv.js";
import { finishedRecord } from "../../generators/trial-records.js";

test("a csv reader gets the summary back, digit for digit", () => {
  const input = { ...finishedRecord().input, name: 'odd, "quoted" name' };
  const records = [
    finishedRecord({ input, method: "2-wis", seed: 0, testAccuracy: 0.1 + 0.2 }),
    finishedRecord({ input, method: "2-wis", seed: 1, testAccuracy: 1 / 3 }),
    finishedRecord({ input, method: "random", seed: 1, testAccuracy: 0.25 }),
  ];
  const lines: Record<string, string>[] = parse(summaryCsv(records), { columns: true });
  const rows = summarize(records);
  expect(lines).toHaveLength(2);
  expect(lines[0].input).toBe(input.name);
  expect(Number(lines[0].mean)).toBe(rows[0].accuracy.mean);
  expect(Number(lines[0].sd)).toBe(rows[0].accuracy.deviation);
  expect(Number(lines[0].difference_mean)).toBe(1 / 3 - 0.25);
  expect(lines[0].difference_sd).toBe("");
  expect(lines[1]).toMatchObject({ method: "random", removed: "500", n: "1", sd: "", difference_n: "" });
});
