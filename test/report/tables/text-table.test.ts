import { expect, test } from "vitest";
import { textTable } from "../../../src/report/tables/text-table.js";

test("columns are as wide as their widest cell", () => {
  const rows = [
    ["a", "1", ""],
    ["longer", "20", "x"],
  ];
  expect(textTable(["id", "n", "note"], rows).split("\n")).toEqual([
    "id       n  note",
    "------  --  ----",
    "a        1",
    "longer  20     x",
  ]);

  expect(textTable(["a", "bb"], [["1", "2"]], { align: ["right", "left"] })).toBe("a  bb\n-  --\n1  2");
});

test("what is wider than the terminal becomes blocks, each with the first column, and loses nothing", () => {
  const header = ["method", "accuracy", "seconds", "trials"];
  const rows = [["1-wis", "0.81", "12", "3"]];
  const whole = textTable(header, rows);
  expect(textTable(header, rows, { columns: whole.split("\n")[0].length })).toBe(whole);
  expect(textTable(header, rows, { columns: 26 }).split("\n")).toEqual([
    "method  accuracy  seconds",
    "------  --------  -------",
    "1-wis       0.81       12",
    "",
    "method  trials",
    "------  ------",
    "1-wis        3",
  ]);
  // A column that is wider than the terminal by itself stands alone, uncut.
  expect(textTable(["a", "b"], [["x".repeat(30), "1"]], { columns: 20 })).toContain("x".repeat(30));
});

test("widths are those of a terminal, and control characters are escapes", () => {
  const rows = [
    ["\u56fe\u8bba", "1"],
    ["cafe\u0301", "22"],
    ["\u001b[2J\n", "3"],
  ];
  expect(textTable(["class", "n"], rows).split("\n")).toEqual([
    "class         n",
    `${"-".repeat(11)}  --`,
    "\u56fe\u8bba          1",
    "cafe\u0301         22",
    "\\u001b[2J\\n   3",
  ]);
});
