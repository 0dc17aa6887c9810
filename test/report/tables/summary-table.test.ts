import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { summarizeInputs } from "../../../src/evaluate/summaries/input-summary.js";
import { summaryTable } from "../../../src/report/tables/summary-table.js";
import { tableCsv } from "../../../src/report/tables/table-csv.js";
import { finishedRecord } from "../../generators/trial-records.js";

test("a csv reader gets the summary back, digit for digit", () => {
  const input = { ...finishedRecord().input, name: 'odd, "quoted" name' };
  const summaries = summarizeInputs([
    finishedRecord({ input, method: "2-wis", seed: 0, testAccuracy: 0.1 + 0.2 }),
    finishedRecord({ input, method: "2-wis", seed: 1, testAccuracy: 1 / 3 }),
    finishedRecord({ input, method: "random", seed: 1, testAccuracy: 0.25 }),
  ]);
  const lines: Record<string, string>[] = parse(tableCsv(summaryTable(summaries)), { columns: true });
  const [{ rows }] = summaries;
  expect(lines).toHaveLength(2);
  expect(lines[0].input).toBe(input.name);
  expect(Number(lines[0].mean)).toBe(rows[0].accuracy.mean);
  expect(Number(lines[0].sd)).toBe(rows[0].accuracy.deviation);
  expect(Number(lines[0].difference_mean)).toBe(1 / 3 - 0.25);
  expect(lines[0].difference_sd).toBe("");
  expect(lines[1]).toMatchObject({ method: "random", removed: "500", n: "1", sd: "", difference_n: "" });
});
