import { expect, test } from "vitest";
import { ANY_METHOD } from "../../../../src/evaluate/trials/trial.js";
import { accuracyComparisons } from "../../../../src/papers/thesis/graph-networks/accuracy-comparisons.js";
import { finishedRecord } from "../../../generators/trial-records.js";

/** Records of three seeds: each method's accuracy at 10 %, 40 % and 70 %, and those of all edges and none. */
function recordsOf(methods: Readonly<Record<string, readonly number[]>>, [full, bare]: readonly number[]) {
  const at = (method: string, percent: number, accuracy: number) =>
    [0, 1, 2].map((seed) =>
      finishedRecord({
        method,
        sparsity: percent / 100,
        removed: 10 * percent,
        seed,
        // Seeds differ, and so, a little, do differences.
        testAccuracy: accuracy + 0.02 * seed + (method === "1-wis" ? 0.001 * seed : 0),
      }),
    );
  return [
    ...at(ANY_METHOD, 0, full),
    ...at(ANY_METHOD, 100, bare),
    ...Object.entries(methods).flatMap(([method, accuracies]) =>
      [10, 40, 70].flatMap((percent, k) => at(method, percent, accuracies[k])),
    ),
  ];
}

const holds = (records: Parameters<typeof accuracyComparisons>[0]) =>
  Object.fromEntries(
    accuracyComparisons(records, "GCN").map(({ quantity, holds: does }) => [
      quantity.replace("GCN: ", "").replace(" (points)", ""),
      does,
    ]),
  );

test("every criterion holds where WIS is above the others, and the edges matter", () => {
  const records = recordsOf(
    {
      "1-wis": [0.8, 0.8, 0.75],
      "2-wis": [0.8, 0.8, 0.75],
      random: [0.7, 0.65, 0.6],
      spectral: [0.7, 0.65, 0.6],
      ugs: [0.7, 0.65, 0.6],
    },
    [0.81, 0.6],
  );
  const all = holds(records);
  expect(Object.keys(all)).toHaveLength(1 + 2 * 3 * 2 + 1);
  expect(Object.values(all)).not.toContain(false);
  const [, levels, area] = accuracyComparisons(records, "GCN");
  expect(levels.ours).toBe("+15.1 to +15.1; above at 2 of 2 levels, 2 significant; interval below 0 at 0");
  expect(area.ours).toMatch(/^\+\d+\.\d \[\+\d+\.\d, \+\d+\.\d\]$/);
});

test("each criterion can fail", () => {
  const all = holds(
    recordsOf(
      {
        // Below random at 10 %, where it is not asked to be above.
        "1-wis": [0.6, 0.7, 0.7],
        "2-wis": [0.8, 0.8, 0.75],
        random: [0.7, 0.65, 0.71],
        spectral: [0.5, 0.5, 0.5],
        ugs: [0.7, 0.69, 0.72],
      },
      [0.71, 0.68],
    ),
  );
  expect(all).toMatchObject({
    "accuracy with all edges minus without any": false,
    // Above at 40 % only.
    "1-WIS minus random from 20 % up": false,
    "area of 1-WIS minus that of random": false,
    "1-WIS minus spectral from 20 % up": true,
    // One of two levels is not more than half.
    "1-WIS minus UGS from 20 % up": false,
    "2-WIS minus UGS from 20 % up": true,
    "area of 1-WIS minus that of 2-WIS": false,
  });
});

test("what was not measured is left out", () => {
  const all = holds(recordsOf({ "1-wis": [0.8, 0.8, 0.75], random: [0.7, 0.65, 0.6] }, [0.81, 0.6]));
  expect(Object.keys(all)).toEqual([
    "accuracy with all edges minus without any",
    "1-WIS minus random from 20 % up",
    "area of 1-WIS minus that of random",
  ]);
  expect(accuracyComparisons([], "GCN")).toEqual([]);
});

test("a level at which the rival is above by more than the noise is enough to fail", () => {
  const levels = (last: number) =>
    holds(recordsOf({ "1-wis": [0.8, 0.8, 0.8], random: [0.7, 0.7, last] }, [0.81, 0.6]))[
      "1-WIS minus random from 20 % up"
    ];
  expect(levels(0.7)).toBe(true);
  const records = [20, 40, 70].flatMap((percent) =>
    [0, 1, 2].flatMap((seed) =>
      (
        [
          ["1-wis", 0.8 + 0.001 * seed],
          ["random", percent === 70 ? 0.9 : 0.7],
        ] as const
      ).map(([method, testAccuracy]) =>
        finishedRecord({ method, sparsity: percent / 100, removed: 10 * percent, seed, testAccuracy }),
      ),
    ),
  );
  expect(holds(records)["1-WIS minus random from 20 % up"]).toBe(false);
});
