import { expect, test, vi } from "vitest";
import { summarizeCurves } from "../../../src/evaluate/summaries/curve-summary.js";
import { ANY_METHOD } from "../../../src/evaluate/trials/trial.js";
import { finishedRecord } from "../../generators/trial-records.js";

const at = (method: string, seed: number, sparsity: number, testAccuracy: number) =>
  finishedRecord({ method, seed, testAccuracy, sparsity, removed: 1000 * sparsity });

const ends = (seed: number) => [at(ANY_METHOD, seed, 0, 0.9), at(ANY_METHOD, seed, 1, 0.5)];

test("areas by hand, compared seed by seed; the largest sparsity within a point", () => {
  const rows = summarizeCurves([
    ...ends(0),
    ...ends(1),
    at("1-wis", 0, 0.5, 0.9),
    at("1-wis", 1, 0.5, 0.89),
    at("random", 0, 0.5, 0.8),
    at("random", 1, 0.5, 0.7),
  ]);
  expect(rows.map(({ method, withinPoint }) => [method, withinPoint])).toEqual([
    ["1-wis", 0.5],
    ["random", 0],
  ]);
  // (0.9 + 0.9) / 4 + (0.9 + 0.5) / 4 = 0.8, and 0.795; random: 0.75 and 0.7.
  expect(rows[0].area.mean).toBeCloseTo(0.7975, 12);
  expect(rows[0].difference?.mean).toBeCloseTo((0.05 + 0.095) / 2, 12);
  expect(rows[0].comparison?.signFlip).toBe(0.5);
  expect(rows[1]).toMatchObject({ difference: null, comparison: null });
});

test("a seed that misses a level does not count; without a full graph nothing is within a point of it", () => {
  const [row, ...others] = summarizeCurves([
    ...ends(0),
    ...ends(1),
    at("1-wis", 0, 0.5, 0.9),
    at("random", 1, 0.5, 0.9),
  ]);
  expect(row).toMatchObject({ method: "1-wis", area: { n: 1 }, difference: null });
  expect(others).toHaveLength(1);
  const [partial] = summarizeCurves([at("random", 0, 0.2, 0.9), at("random", 0, 0.4, 0.7)]);
  expect(partial.area.mean).toBeCloseTo(0.8, 12);
  expect(partial.withinPoint).toBeNull();
});

test("the work grows with the seeds, not with their square", () => {
  const entriesSet = (seeds: number) => {
    const records = Array.from({ length: seeds }, (_, seed) => [
      ...ends(seed),
      at("random", seed, 0.5, 0.8),
    ]).flat();
    let count = 0;
    class Counted<K, V> extends Map<K, V> {
      override set(key: K, value: V): this {
        count++;
        return super.set(key, value);
      }
    }
    vi.stubGlobal("Map", Counted);
    try {
      summarizeCurves(records);
    } finally {
      vi.unstubAllGlobals();
    }
    return count;
  };
  expect(entriesSet(20)).toBeLessThanOrEqual(2 * entriesSet(10));
});
