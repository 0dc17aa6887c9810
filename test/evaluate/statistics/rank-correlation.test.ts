import { expect, test } from "vitest";
import { rankCorrelation } from "../../../src/evaluate/statistics/rank-correlation.js";
import { createRandom } from "../../../src/random.js";

test("numbers that scipy.stats.spearmanr (1.17) gives, with and without equal ones", () => {
  expect(rankCorrelation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 14);
  expect(rankCorrelation([10, 20, 30], [1, 2, 30])).toBe(1);
  expect(rankCorrelation([10, 20, 30], [3, 2, 1])).toBe(-1);
  expect(rankCorrelation([1, 1, 2, 2], [1, 2, 1, 2])).toBe(0);
});

test("without equal numbers: 1 - 6 sum of squared differences / (n (n^2 - 1))", () => {
  const random = createRandom(4, "rank correlation");
  const draw = () => Array.from({ length: 30 }, () => random.normal());
  const place = (values: number[]) => values.map((value) => values.filter((other) => other <= value).length);
  for (let trial = 0; trial < 20; trial++) {
    const [x, y] = [draw(), draw()];
    const squares = place(x).reduce((sum, value, k) => sum + (value - place(y)[k]) ** 2, 0);
    expect(rankCorrelation(x, y)).toBeCloseTo(1 - (6 * squares) / (30 * 899), 12);
  }
});

test("null where a side is constant; lengths that do not fit are refused", () => {
  expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(() => rankCorrelation([1, 2], [1])).toThrow(
    "pairs: expected two lists of one length >= 2, got 2 and 1",
  );
});
