import { expect, test } from "vitest";
import { STRUCTURE_MEASURES } from "../../../src/evaluate/structure/structure-record.js";
import type { StructureSummaryRow } from "../../../src/evaluate/structure/structure-summary.js";
import { summarizeInputs } from "../../../src/evaluate/summaries/input-summary.js";
import { costFigure } from "../../../src/report/figures/cost-figure.js";
import { structureFigure } from "../../../src/report/figures/structure-figure.js";
import { METHODS, sweepRecords } from "../../generators/sweep-records.js";

const row = (method: string, sparsity: number, value: number | null): StructureSummaryRow => ({
  method,
  model: null,
  sparsity,
  removed: 100 * sparsity,
  measures: Object.fromEntries(
    STRUCTURE_MEASURES.map((measure) => [
      measure,
      value === null || measure === "trianglesKept" ? null : { n: 1, mean: value, deviation: null },
    ]),
  ) as StructureSummaryRow["measures"],
});

test("a panel a measure that was measured, a line a method through the ends, one legend", () => {
  const rows = [row("any", 0, 0), row("1-wis", 0.5, 2), row("random", 0.5, 1), row("any", 1, 4)];
  const figure = structureFigure(rows)!.text;
  // Seven measures have a picture; there were no triangles.
  expect(figure.match(/<svg class="panel-chart"/g)).toHaveLength(6);
  expect(figure.match(/<li/g)).toHaveLength(2);
  expect(figure.match(/class="line"[^>]*d="M[^"]*L[^"]*L[^"]*"/g)).toHaveLength(6 * 2);
  expect(figure).toContain("<title>1-WIS: 50, 2</title>");
  // Higher is higher: of the first panel's markers at one half.
  const heights = [...figure.matchAll(/d="M([\d.]+),([\d.]+)[^"]*"><title>(\S+): 50/g)].slice(0, 2);
  expect(Number(heights[0][2])).toBeLessThan(Number(heights[1][2]));
  expect(structureFigure([row("any", 0, 0)])).toBeNull();
  expect(figure).not.toMatch(/NaN|Infinity|undefined/);
});

test("cost beside accuracy: a point a method that has both", () => {
  const [summary] = summarizeInputs(sweepRecords());
  const figure = costFigure(summary)!.text;
  expect(figure.match(/<title>/g)).toHaveLength(METHODS.length);
  expect(figure).toContain("<title>1-WIS: 110 ms, ");
  expect(figure).not.toMatch(/NaN|Infinity|undefined/);
  const free = { ...summary, costs: summary.costs.map((cost) => ({ ...cost, order: null })) };
  expect(costFigure(free)).toBeNull();
});

test("orders that take no time, and equal accuracies, are drawn", () => {
  const records = sweepRecords({ orderSeconds: 0, testAccuracy: 0.5 });
  const figure = costFigure(summarizeInputs(records)[0])!.text;
  expect(figure).not.toMatch(/NaN|Infinity/);
});
