import { expect, test } from "vitest";
import { structureSection } from "../../../src/report/page/structure-section.js";
import { tableOf } from "../../support/page-tables.js";

const CSV = `method,model,sparsity,removed,n,isolated,isolated_sd,walkIndexKept,walkIndexKept_sd,novel,novel_sd
any,,0,0,1,3,,1,,0,
ugs,gcn,0.5,500,2,12.5,0.5,0.123456,0.1,,
1-wis,,0.5,500,1,0,,0.75,,0.25,
`;

test("a row for each line, with the numbers as they are in the file; empty stays empty, new measures are shown too", () => {
  const [header, ...rows] = tableOf(structureSection(CSV)!.text, "What is left");
  expect(header.map(({ text }) => text)).toEqual([
    "method",
    "removed (%)",
    "isolated",
    "walk index kept (%)",
    "novel",
  ]);
  expect(rows.map((cells) => cells.slice(1).map(({ value }) => value))).toEqual([
    [0, 3, 1, 0],
    [0.5, 12.5, 0.123456, null],
    [0.5, 0, 0.75, 0.25],
  ]);
  expect(rows.map((cells) => cells[3].text)).toEqual(["100.0", "12.3", "75.0"]);
  expect(rows.map((cells) => cells[0].text.toLowerCase())).toEqual([
    "all edges, or none",
    "ugs (gcn)",
    "1-wis",
  ]);
});

test("no lines, torn lines, or another file: nothing, and no text of it becomes markup", () => {
  expect(structureSection("")).toBeNull();
  expect(structureSection("method,sparsity,isolated\n")).toBeNull();
  expect(structureSection("a,b\n1,2\n")).toBeNull();
  const page = structureSection("method,sparsity,<b>\n<img>,0.5,1\n1-wis,0.5\n")!.text;
  expect(page).not.toMatch(/<img|<b>/);
  expect(tableOf(page, "What is left")).toHaveLength(2);
});
