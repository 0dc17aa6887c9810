import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { sweepFolders } from "../../../cli/options/sweep-folders.js";

test("one data set has the folder itself, several have one each below it", () => {
  expect(sweepFolders("out", ["cora"])).toEqual(["out"]);
  expect(sweepFolders("out", ["cora", "data/my graph.npz"])).toEqual([
    join("out", "cora"),
    join("out", "my_graph.npz"),
  ]);
  expect(() => sweepFolders("out", ["a/g.csv", "b/g.csv"])).toThrow(/a\/g\.csv and b\/g\.csv/);
});

test("no name leads out of the folder", () => {
  for (const name of ["ogbx/raw/..", "..", ".", "/", "a/.", "x/../.."])
    for (const folder of sweepFolders("out", ["cora", name])) {
      expect(relative("out", folder)).not.toMatch(/^\.\./);
      expect(relative("out", folder)).not.toBe("");
    }
  expect(sweepFolders("out", ["cora", "ogbx/raw/.."])[1]).toBe(join("out", "ogbx"));
});
