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

  expect(textTable(["a", "bb"], [["1", "2"]], ["right", "left"])).toBe("a  bb\n-  --\n1  2");
});
