import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { summarizeInputs } from "../../../src/evaluate/summaries/input-summary.js";
import { costTable } from "../../../src/report/tables/cost-table.js";
import { curveTable } from "../../../src/report/tables/curve-table.js";
import { tableCsv } from "../../../src/report/tables/table-csv.js";
import { tableHtml } from "../../../src/report/tables/table-html.js";
import { tableText } from "../../../src/report/tables/text-table.js";
import { methodTitle } from "../../../src/report/wording/titles.js";
import { sweepRecords } from "../../generators/sweep-records.js";
import { tableOf } from "../../support/page-tables.js";

const [SUMMARY] = summarizeInputs(sweepRecords());

test("areas, intervals, p-values and the largest sparsity within a point are the curves' own, on the page and in the file", () => {
  const { curves } = SUMMARY;
  const table = curveTable(SUMMARY)!;
  const [, ...body] = tableOf(tableHtml(table).text, "cora: area under");
  expect(body.map(([, method]) => method.text)).toEqual(curves.map(({ method }) => methodTitle(method)));
  const lines: Record<string, string>[] = parse(tableCsv(table), { columns: true });
  const text = (value: number | null | undefined) => (value == null ? "" : String(value));
  body.forEach(([, , ...cells], k) => {
    const { area, interval, difference, comparison, withinPoint } = curves[k];
    expect(cells.map(({ value }) => value)).toEqual([
      area.n,
      area.mean,
      interval!.low,
      difference?.mean ?? null,
      comparison?.interval?.low ?? null,
      comparison?.tTest ?? null,
      comparison?.signFlip ?? null,
      withinPoint,
    ]);
    expect(lines[k]).toEqual({
      model: "gcn",
      method: curves[k].method,
      n: text(area.n),
      area: text(area.mean),
      area_sd: text(area.deviation),
      ci_low: text(interval?.low),
      ci_high: text(interval?.high),
      baseline: difference === null ? "" : "random",
      difference_n: text(difference?.n),
      difference_mean: text(difference?.mean),
      difference_sd: text(difference?.deviation),
      difference_ci_low: text(comparison?.interval?.low),
      difference_ci_high: text(comparison?.interval?.high),
      p_t: text(comparison?.tTest),
      p_sign_flip: text(comparison?.signFlip),
      within_point: text(withinPoint),
    });
  });
});

test("time and memory are the costs' own; trials that need no order have no time for one", () => {
  const { costs } = SUMMARY;
  const table = costTable(SUMMARY)!;
  const [, ...body] = tableOf(tableHtml(table).text, "cora: time and memory");
  expect(body.map((cells) => cells.slice(2).map(({ value }) => value))).toEqual(
    costs.map(({ order, training, epochs, peakMemory }) => [
      order?.mean ?? null,
      training.mean,
      epochs.mean,
      peakMemory,
      training.n,
    ]),
  );
  expect(body[0][1].text).toBe("all edges, or none");
  expect(body[0][2]).toEqual({ text: "", value: null });
  expect(tableText(table)).toMatch(/^GCN +1-WIS +110 ms +1\.6 s +10 +100 MiB +9$/m);
});

test("no rows, no table", () => {
  expect(curveTable({ ...SUMMARY, curves: [] })).toBeNull();
  expect(costTable({ ...SUMMARY, costs: [] })).toBeNull();
});
