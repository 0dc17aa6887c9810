import { expect, test } from "vitest";
import { FormatError } from "../../../src/errors.js";
import { STRUCTURE_MEASURES } from "../../../src/evaluate/structure/structure-record.js";
import {
  parseStructureSummary,
  type StructureSummaryRow,
} from "../../../src/evaluate/structure/structure-summary.js";
import { structureTable, structureTableAtHalf } from "../../../src/report/tables/structure-table.js";
import { tableCsv } from "../../../src/report/tables/table-csv.js";
import { tableHtml } from "../../../src/report/tables/table-html.js";
import { tableText } from "../../../src/report/tables/text-table.js";
import { tableOf } from "../../support/page-tables.js";

const row = (
  method: string,
  sparsity: number,
  seed: number,
  model: string | null = null,
): StructureSummaryRow => ({
  method,
  model,
  sparsity,
  removed: 1000 * sparsity,
  measures: Object.fromEntries(
    STRUCTURE_MEASURES.map((measure, k) => [
      measure,
      measure === "trianglesKept" && sparsity === 0
        ? null
        : { n: 3, mean: (k + 1) / 7 + seed, deviation: seed === 0 ? null : 0.1 * k },
    ]),
  ) as StructureSummaryRow["measures"],
});
const ROWS = [row("any", 0, 0), row("1-wis", 0.25, 1), row("1-wis", 0.5, 2), row("ugs", 0.5, 3, "gcn")];

test("what is written to structure.csv is read back, digit for digit", () => {
  expect(parseStructureSummary(tableCsv(structureTable(ROWS)))).toEqual(ROWS);
});

test("a row for each method and level; of text the level nearest to half, beside the whole graph", () => {
  const [header, ...body] = tableOf(tableHtml(structureTable(ROWS)).text, "What is left");
  expect(header.map(({ text }) => text).slice(0, 3)).toEqual(["method", "removed (%)", "isolated"]);
  expect(body.map(([{ text }]) => text)).toEqual(["all edges, or none", "1-WIS", "1-WIS", "UGS (GCN)"]);
  expect(body.map((cells) => cells[6].text)).toEqual(["71.4", "171.4", "271.4", "371.4"]);
  const text = tableText(structureTableAtHalf(ROWS)!, 200);
  expect(text).toMatch(/^Structure with 50 % of the edges removed\n/);
  expect(text.match(/^(all edges|1-WIS|UGS)/gm)).toHaveLength(3);
  expect(structureTableAtHalf([row("any", 0, 0)])).toBeNull();
});

test.each([
  ["nothing", "", /expected the columns/],
  ["another file", "a,b\n1,2\n", /method is not there/],
  ["a torn line", `${tableCsv(structureTable(ROWS)).trimEnd().slice(0, -30)}`, /expected \d+ fields/],
])("bad input: %s", (_, csv, message) => {
  expect(() => parseStructureSummary(csv)).toThrow(FormatError);
  expect(() => parseStructureSummary(csv)).toThrow(message);
});
