import { expect, test } from "vitest";
import { coarseFirst } from "../../../src/evaluate/trials/coarse-first.js";

test("ends, middle, quarters; every value once", () => {
  expect(coarseFirst([0, 1, 2, 3, 4, 5, 6, 7, 8])).toEqual([0, 8, 4, 2, 6, 1, 3, 5, 7]);
  for (let n = 0; n < 40; n++) {
    const values = Array.from({ length: n }, (_, k) => k);
    expect(coarseFirst(values).toSorted((a, b) => a - b)).toEqual(values);
  }
});
