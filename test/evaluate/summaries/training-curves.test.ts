import { expect, test } from "vitest";
import { FormatError, InputError } from "../../../src/errors.js";
import { trainingCurves } from "../../../src/evaluate/summaries/training-curves.js";
import type { FinishedRecord } from "../../../src/evaluate/trials/record.js";
import { failedRecord, finishedRecord } from "../../generators/trial-records.js";

const EDGES = 100;
const trial = (method: string, sparsity: number, seed: number, more: Partial<FinishedRecord> = {}) =>
  finishedRecord({
    ...{ method, sparsity, seed, removed: EDGES * sparsity, history: "ab".repeat(32) },
    ...more,
  });

/** Seed s runs 3 + s epochs, with loss 10 s + epoch. */
const history = async ({ seed }: FinishedRecord) =>
  Array.from({ length: 3 + seed }, (_, k) => ({
    epoch: k + 1,
    loss: 10 * seed + k + 1,
    trainAccuracy: 0,
    validationAccuracy: (seed + k) / 8,
    testAccuracy: 0,
  }));

test("means over seeds, up to the epoch in which the first of them stopped; models and methods apart, by name", async () => {
  const records = [
    ...[0, 1, 2].map((seed) => trial("random", 0.5, seed)),
    ...[2, 1].map((seed) => trial("1-wis", 0.5, seed)),
    trial("any", 0, 1),
    trial("random", 0.5, 0, { model: "gin" }),
    // A trial run anew counts once, as it ended last; one without a history, or that failed, not at all.
    trial("random", 0.5, 1),
    trial("2-wis", 0.5, 0, { history: undefined }),
    failedRecord({ method: "1-wis", sparsity: 0.5, removed: 50, seed: 0 }),
  ];
  const { curves, unread } = await trainingCurves(records, history);
  expect(unread).toEqual([]);
  expect(curves.map(({ model, method, removed, seeds }) => [model, method, removed, seeds])).toEqual([
    ["gcn", "any", 0, 1],
    ["gcn", "1-wis", 50, 2],
    ["gcn", "random", 50, 3],
    ["gin", "random", 50, 1],
  ]);
  expect([...curves[1].loss]).toEqual([16, 17, 18, 19]);
  expect([...curves[2].loss]).toEqual([11, 12, 13]);
  expect([...(curves[2].validationAccuracy as Float64Array)]).toEqual([1 / 8, 2 / 8, 3 / 8]);
});

test("of many levels three are read: the lowest, the middle and the highest at which methods differ", async () => {
  const levels = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
  const records = levels.map((level) => trial(level === 0 || level === 1 ? "any" : "random", level, 0));
  const read: number[] = [];
  const { curves } = await trainingCurves(records, (record) => {
    read.push(record.removed);
    return history(record);
  });
  expect(read).toEqual([0, 10, 50, 90]);
  expect(curves.map(({ removed }) => removed)).toEqual(read);
});

test("a history that cannot be read is told, and its seed left out; any other error is passed on", async () => {
  const records = [0, 1, 2].map((seed) => trial("random", 0.5, seed));
  const { curves, unread } = await trainingCurves(records, async (record) => {
    if (record.seed === 0) throw new InputError("gone");
    if (record.seed === 1) throw new FormatError("damaged");
    return history(record);
  });
  expect(unread).toEqual(["gone", "damaged"]);
  expect([...curves[0].loss]).toEqual([21, 22, 23, 24, 25]);
  const broken = trainingCurves(records, async () => {
    throw new TypeError("a fault");
  });
  await expect(broken).rejects.toThrow(TypeError);
});

test("accuracies that were not looked at have no curve", async () => {
  const { curves } = await trainingCurves([trial("random", 0.5, 0)], async (record) =>
    (await history(record)).map((epoch) => ({ ...epoch, validationAccuracy: null })),
  );
  expect(curves[0].validationAccuracy).toBeNull();
});
