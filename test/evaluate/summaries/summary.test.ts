import { expect, test } from "vitest";
import { meanDeviation } from "../../../src/evaluate/statistics/mean-deviation.js";
import { summarize } from "../../../src/evaluate/summaries/summary.js";
import { ANY_METHOD } from "../../../src/evaluate/trials/trial.js";
import { failedRecord, finishedRecord } from "../../generators/trial-records.js";

const at = (method: string, seed: number, testAccuracy: number, removed = 500) =>
  finishedRecord({ method, seed, testAccuracy, removed, sparsity: removed / 1000 });

test("mean, deviation and paired differences by method and level", () => {
  const rows = summarize([
    at("random", 0, 0.7),
    at("1-wis", 0, 0.8),
    at("random", 1, 0.9),
    at("1-wis", 1, 0.94),
    at("1-wis", 2, 0.5),
    failedRecord({ method: "random", seed: 2 }),
  ]);
  expect(rows.map(({ method }) => method)).toEqual(["1-wis", "random"]);
  expect(rows[0].accuracy).toEqual(meanDeviation([0.8, 0.94, 0.5]));
  expect(rows[1].accuracy).toEqual(meanDeviation([0.7, 0.9]));
  // Seed 2 has no partner. By hand: (0.1 + 0.04) / 2, and |0.1 - 0.04| / sqrt(2).
  expect(rows[0].difference?.n).toBe(2);
  expect(rows[0].difference?.mean).toBeCloseTo(0.07, 12);
  expect(rows[0].difference?.deviation).toBeCloseTo(0.06 / Math.SQRT2, 12);
  expect(rows[1].difference).toBeNull();
});

test("a shared trial stands at every method, without a difference", () => {
  const rows = summarize([at(ANY_METHOD, 0, 0.9, 0), at("2-wis", 0, 0.8), at("random", 0, 0.7)]);
  expect(rows.map(({ method, removed, shared }) => [method, removed, shared])).toEqual([
    ["2-wis", 0, true],
    ["2-wis", 500, false],
    ["random", 0, true],
    ["random", 500, false],
  ]);
  expect(rows[0].accuracy.mean).toBe(0.9);
  expect(rows[0].difference).toBeNull();
});

test("of several records of a trial the last one counts", () => {
  const [row] = summarize([at("random", 0, 0.1), at("random", 0, 0.6), failedRecord({ method: "random" })]);
  expect(row.accuracy).toEqual({ n: 1, mean: 0.6, deviation: null });
});

test("only shared trials: one row a level", () => {
  expect(summarize([at(ANY_METHOD, 0, 0.5, 0)]).map(({ method }) => method)).toEqual([ANY_METHOD]);
  expect(summarize([failedRecord()])).toEqual([]);
});

test("another baseline; adjusted p-values over the methods of a level", () => {
  const rows = summarize(
    [0, 1, 2].flatMap((seed) => [
      at("random", seed, 0.7 + 0.01 * seed),
      at("1-wis", seed, 0.8 + 0.03 * seed),
      at("2-wis", seed, 0.9 - 0.01 * seed * seed),
    ]),
    "2-wis",
  );
  expect(rows.map(({ method }) => method)).toEqual(["1-wis", "random", "2-wis"]);
  expect(rows[2].comparison).toBeNull();
  const [a, b] = rows.map(({ comparison }) => comparison);
  expect(a?.tTest).toBeGreaterThan(b?.tTest as number);
  expect(b?.adjusted.tTest).toBe(2 * (b?.tTest as number));
  expect(a?.adjusted.tTest).toBe(Math.max(a?.tTest as number, 2 * (b?.tTest as number)));
  expect(rows[0].interval).not.toBeNull();
});
