import { expect, test } from "vitest";
import { holm } from "../../../src/evaluate/statistics/holm.js";

test("by hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, and 0.04, which may not be below the one before", () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  [0.03, 0.06, 0.06, 0.02].forEach((p, k) => {
    expect(adjusted[k]).toBeCloseTo(p, 12);
  });
});

test("tests that could not be made do not count, and nothing exceeds 1", () => {
  expect(holm([null, 0.6, null, 0.7])).toEqual([null, 1, null, 1]);
  expect(holm([null])).toEqual([null]);
  expect(holm([])).toEqual([]);
});
