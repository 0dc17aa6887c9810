import { expect, test } from "vitest";
import { summarizeCosts } from "../../../src/evaluate/summaries/cost-summary.js";
import { summarizeCurves } from "../../../src/evaluate/summaries/curve-summary.js";
import { areaTable, costTable } from "../../../src/report/tables/curve-tables.js";
import { methodTitle } from "../../../src/report/wording/titles.js";
import { sweepRecords } from "../../generators/sweep-records.js";
import { tableOf } from "../../support/page-tables.js";

test("areas, intervals, p-values and the largest sparsity within a point are the curves' own", () => {
  const curves = summarizeCurves(sweepRecords());
  const [, ...body] = tableOf(areaTable(curves, "random")!.text, "GCN: area under");
  expect(body.map(([method]) => method.text)).toEqual(curves.map(({ method }) => methodTitle(method)));
  body.forEach(([, ...cells], k) => {
    const { area, interval, difference, comparison, withinPoint } = curves[k];
    expect(cells.map(({ value }) => value)).toEqual([
      area.mean,
      interval!.low,
      difference?.mean ?? null,
      comparison?.interval?.low ?? null,
      comparison?.tTest ?? null,
      comparison?.signFlip ?? null,
      area.n,
      withinPoint,
    ]);
  });
});

test("time and memory are the costs' own; trials that need no order have no time for one", () => {
  const costs = summarizeCosts(sweepRecords());
  const [, ...body] = tableOf(costTable(costs)!.text, "GCN: time and memory");
  expect(body.map((cells) => cells.slice(1).map(({ value }) => value))).toEqual(
    costs.map(({ order, training, epochs, peakMemory }) => [
      order?.mean ?? null,
      training.mean,
      epochs.mean,
      peakMemory,
      training.n,
    ]),
  );
  expect(body[0][0].text).toBe("all edges, or none");
  expect(body[0][1]).toEqual({ text: "", value: null });
});

test("no rows, no table", () => {
  expect(areaTable([], "random")).toBeNull();
  expect(costTable([])).toBeNull();
});
