import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planSweep } from "../../src/evaluate/plan-sweep.js";
import { runSweep, type Sweep } from "../../src/evaluate/sweep.js";
import { createLocalRunner } from "../../src/evaluate/workers/local-runner.js";
import { smallDataset } from "../generators/small-dataset.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const sweep: Sweep = {
  dataset: smallDataset(),
  sha256: "00",
  grid: { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5, 1], seeds: [0, 1] },
  backend: "wasm",
  hyperparameters: { epochs: 2, layers: 1, hidden: 4 },
};

test("what would be run, before a run, after it, and after the grid has grown", async () => {
  const folder = join(temporaryFolder(), "new");
  const before = await planSweep(sweep, folder);
  expect(before).toMatchObject({ planned: 8, present: 0 });
  expect(before.orders).toEqual([
    { method: "1-wis", count: 1 },
    { method: "random", count: 2 },
  ]);
  expect(existsSync(folder)).toBe(false);
  const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner: createLocalRunner });
  expect(records.every((record) => record.outcome === "ok" && (record.peakMemory ?? 0) > 1e7)).toBe(true);
  expect(await planSweep(sweep, folder)).toEqual({ planned: 8, present: 8, missing: [], orders: [] });
  const grid = { ...sweep.grid, methods: ["1-wis", "random", "spanner"], sparsities: [0, 0.3, 0.5, 1] };
  const grown = await planSweep({ ...sweep, grid }, folder);
  // 1-wis and random have their orders already; the spanner is made anew for each level and seed.
  expect(grown.missing).toHaveLength(2 * (2 + 1 + 1));
  expect(grown.orders).toEqual([{ method: "spanner", count: 4 }]);
});

test("a method that cannot take the graph is told before anything runs", async () => {
  const folder = join(temporaryFolder(), "new");
  const grid = { ...sweep.grid, methods: ["1-wis", "metric-backbone"] };
  const error = "metric-backbone: expected a graph with edge weights, got one without";
  await expect(planSweep({ ...sweep, grid }, folder)).rejects.toThrow(error);
  await expect(
    runSweep({ ...sweep, grid }, { folder, jobs: 1, createRunner: createLocalRunner }),
  ).rejects.toThrow(error);
  expect(existsSync(folder)).toBe(false);
});
