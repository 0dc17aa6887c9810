import { describe, expect, test } from "vitest";
import type { ImageSet } from "../../../../datasets/images/image-set.js";
import type { ExperimentContext } from "../../../../src/papers/runs/experiment.js";
import {
  runTable51,
  summarizeTable51,
} from "../../../../src/papers/thesis/graph-networks/cliques-by-walk-index.js";
import { createRandom } from "../../../../src/random.js";

/** Bright and dark noise. */
function images(seed: number): ImageSet {
  const random = createRandom(seed);
  const labels = Uint8Array.from({ length: 20 }, (_, n) => n % 2);
  const values = Uint8Array.from(
    { length: 20 * 16 },
    (_, k) => 150 * (Math.floor(k / 16) % 2) + random.integer(100),
  );
  return { images: { shape: [20, 4, 4], values }, labels };
}

const SIZE = { trainGraphs: 12, testGraphs: 10, runs: 2, epochs: 4 };

test("runs every model on both data sets, and keeps each run as a part", async () => {
  const parts: string[] = [];
  const drafts = new Map<string, unknown>();
  const context: ExperimentContext = {
    scale: "small",
    seed: 0,
    dataDir: undefined,
    backend: "wasm",
    jobs: 1,
    folder: "",
    onProgress: () => undefined,
    part: async (name, compute) => {
      parts.push(name);
      return compute({
        read: async <S>() => drafts.get(name) as S | undefined,
        write: async (state) => void drafts.set(name, state),
      });
    },
    breathe: async () => undefined,
  };
  const result = await runTable51(context, SIZE, { train: images(1), test: images(2) });
  expect(parts).toHaveLength(12);
  expect(new Set(parts).size).toBe(12);
  expect(result.reduction).toBe(
    "12 train and 10 test graphs in place of 10000 and 2000, at most 4 epochs in place of 10000, 2 runs in place of 5",
  );
  expect(result.comparisons).toHaveLength(15);
  expect(result.tables?.[0].rows.map(([model, measure]) => `${model} ${measure}`)).toEqual([
    "GCN train",
    "GCN test",
    "GAT train",
    "GAT test",
    "GIN train",
    "GIN test",
  ]);
});

describe("the criterion", () => {
  const summary = (low: number, high: number) =>
    summarizeTable51(
      (_, walkIndex) => [
        { trainAccuracy: walkIndex === "low" ? low : high, testAccuracy: 0.5, bestEpoch: 1, epochs: 1 },
      ],
      { ...SIZE, runs: 1 },
    ).comparisons.filter(({ criterion }) => criterion !== undefined);

  test("holds where the high walk index is fitted better, for every model", () => {
    expect(summary(0.7, 0.8).map(({ holds, ours, paper }) => [holds, ours, paper])).toEqual([
      [true, 10, 11],
      [true, 10, 5.7],
      [true, 10, 11],
    ]);
  });

  test("does not hold where both are fitted alike, or the low better", () => {
    expect(summary(0.8, 0.8).map(({ holds }) => holds)).toEqual([false, false, false]);
    expect(summary(0.9, 0.8).map(({ holds }) => holds)).toEqual([false, false, false]);
  });
});
