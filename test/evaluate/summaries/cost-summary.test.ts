import { expect, test } from "vitest";
import { summarizeCosts } from "../../../src/evaluate/summaries/cost-summary.js";
import { ANY_METHOD } from "../../../src/evaluate/trials/trial.js";
import { finishedRecord } from "../../generators/trial-records.js";

test("an order that serves several levels counts once a seed; the most memory counts", () => {
  const trial = (seed: number, removed: number, orderSeconds: number, seconds: number, peakMemory?: number) =>
    finishedRecord({
      method: "2-wis",
      seed,
      removed,
      orderSeconds,
      seconds,
      ...(peakMemory === undefined ? {} : { peakMemory }),
    });
  const rows = summarizeCosts([
    trial(0, 100, 2, 10, 500),
    trial(0, 200, 2, 20, 700),
    trial(0, 300, 2, 30),
    trial(1, 100, 4, 40, 600),
    finishedRecord({ method: ANY_METHOD, removed: 0, orderSeconds: 0, seconds: 5 }),
  ]);
  expect(rows).toMatchObject([
    { method: ANY_METHOD, order: null, training: { n: 1, mean: 5, deviation: null }, peakMemory: null },
    {
      method: "2-wis",
      order: { n: 2, mean: 3, deviation: Math.SQRT2 },
      training: { n: 4, mean: 25 },
      peakMemory: 700,
    },
  ]);
});

test("the order of records does not matter; of a trial's records the last counts; no record, no row", () => {
  const records = [0.1, 0.2, 0.3].map((seconds, seed) =>
    finishedRecord({ seed, seconds, orderSeconds: seconds }),
  );
  expect(summarizeCosts(records.toReversed())).toEqual(summarizeCosts(records));
  expect(
    summarizeCosts([finishedRecord({ seconds: 9 }), finishedRecord({ seconds: 1 })])[0].training.mean,
  ).toBe(1);
  expect(summarizeCosts([])).toEqual([]);
});
