import { expect, test } from "vitest";
import { runSweep } from "../../../src/evaluate/sweep.js";
import { createLocalRunner } from "../../../src/evaluate/workers/local-runner.js";
import type { TrialRunner } from "../../../src/evaluate/workers/trial-runner.js";
import { classificationGraph } from "../../../src/nn/training/classification-graph.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

test("a sweep asks a method that samples for one edge set a level and seed, and an order for one a seed", async () => {
  const dataset = smallDataset();
  const { edgeCount } = dataset.adjacency;
  const asked: string[] = [];
  const local = createLocalRunner(classificationGraph(dataset), { backend: "wasm" });
  const runner: TrialRunner = {
    ...local,
    removalOrder(method, seed, removed) {
      asked.push(`${method.name} ${seed} ${method.name === "spanner" ? removed : "any"}`);
      return local.removalOrder(method, seed, removed);
    },
  };
  const grid = {
    models: ["gcn"],
    methods: ["spanner", "k-neighbor", "jaccard"],
    sparsities: [0.25, 0.5],
    seeds: [0, 1],
  };
  const result = await runSweep(
    { dataset, sha256: "00", grid, backend: "wasm", hyperparameters: { epochs: 1 } },
    { folder: temporaryFolder(), jobs: 1, createRunner: () => runner },
  );
  expect(result).toMatchObject({ planned: 12, failed: 0 });
  const levels = [edgeCount * 0.25, edgeCount * 0.5];
  expect(asked.sort()).toEqual(
    [
      "jaccard 0 any",
      ...[0, 1].map((seed) => `k-neighbor ${seed} any`),
      ...[0, 1].flatMap((seed) => levels.map((removed) => `spanner ${seed} ${removed}`)),
    ].sort(),
  );
});
