import { expect, test } from "vitest";
import {
  fastWithinPoint,
  type GainRow,
  summarizeGains,
} from "../../../src/evaluate/summaries/gain-summary.js";
import { ANY_METHOD } from "../../../src/evaluate/trials/trial.js";
import { finishedRecord } from "../../generators/trial-records.js";

const trial = (
  [method, removed, seed]: readonly [string, number, number],
  [seconds, testAccuracy]: readonly [number, number],
  more: { inferenceSeconds?: number; tensorBytes?: number } = {},
) =>
  finishedRecord({
    method,
    removed,
    sparsity: removed / 1000,
    seed,
    seconds,
    epochs: 10,
    testAccuracy,
    ...more,
  });

const RECORDS = [
  trial([ANY_METHOD, 0, 0], [40, 0.8], { inferenceSeconds: 0.5, tensorBytes: 100 }),
  trial([ANY_METHOD, 0, 1], [60, 0.9], { inferenceSeconds: 0.7, tensorBytes: 100 }),
  trial(["1-wis", 500, 0], [20, 0.84]),
  trial(["1-wis", 500, 1], [30, 0.85]),
  trial(["random", 500, 0], [22, 0.7]),
  trial(["random", 500, 1], [90, 0.7], { inferenceSeconds: 0.3, tensorBytes: 60 }),
  trial([ANY_METHOD, 1000, 0], [10, 0.4]),
];

test("times are medians over all trials of a level, the accuracy is that of the best method", () => {
  const [full, half, none] = summarizeGains(RECORDS);
  expect(full).toMatchObject({ removed: 0, epoch: 5, speedUp: 1, inference: 0.6, tensorBytes: 100 });
  expect(full).toMatchObject({ method: null, difference: 0 });
  expect(half).toMatchObject({ sparsity: 0.5, method: "1-wis", inference: 0.3, tensorBytes: 60 });
  // Of 2, 3, 2.2 and 9 seconds an epoch.
  expect(half.epoch).toBeCloseTo(2.6, 12);
  expect(half.speedUp).toBeCloseTo(5 / 2.6, 12);
  expect(half.difference).toBeCloseTo(0.845 - 0.85, 12);
  expect(none).toMatchObject({ method: null, inference: null, tensorBytes: null, epoch: 1, speedUp: 5 });
  expect(none.difference).toBeCloseTo(0.4 - 0.85, 12);
  expect(summarizeGains(RECORDS.toReversed())).toEqual(summarizeGains(RECORDS));
});

test("without the full graph nothing is compared; no record, no row; models apart", () => {
  const [row] = summarizeGains(RECORDS.slice(2, 4));
  expect(row).toMatchObject({ speedUp: null, difference: null, method: "1-wis" });
  expect(summarizeGains([])).toEqual([]);
  const gin = RECORDS.map((record) => ({ ...record, model: "gin" }));
  expect(summarizeGains([...gin, ...RECORDS]).map(({ model }) => model)).toEqual([
    ...["gcn", "gcn", "gcn"],
    ...["gin", "gin", "gin"],
  ]);
});

test("the least level that is fast enough and within a point", () => {
  const row = (sparsity: number, speedUp: number | null, difference: number | null) =>
    ({ sparsity, speedUp, difference }) as GainRow;
  const rows = [row(0, 1, 0), row(0.3, 1.4, 0.02), row(0.6, 2.1, -0.01), row(0.9, 3, 0)];
  expect(fastWithinPoint(rows)?.sparsity).toBe(0.6);
  expect(fastWithinPoint(rows, 3)?.sparsity).toBe(0.9);
  expect(fastWithinPoint(rows, 4)).toBeNull();
  expect(fastWithinPoint([row(0.6, 2.1, -0.0101)])).toBeNull();
  expect(fastWithinPoint([row(0.6, null, null)])).toBeNull();
});
