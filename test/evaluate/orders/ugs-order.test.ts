import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ORDERS_FOLDER, orderCache } from "../../../src/evaluate/orders/order-cache.js";
import { type OrderTraining, orderTraining } from "../../../src/evaluate/orders/order-training.js";
import { planSweep } from "../../../src/evaluate/plan-sweep.js";
import { configurationFor } from "../../../src/evaluate/records/configuration.js";
import { RESULTS_FILE, readResults } from "../../../src/evaluate/records/results-file.js";
import { runSweep } from "../../../src/evaluate/sweep.js";
import { createLocalRunner } from "../../../src/evaluate/workers/local-runner.js";
import { withOrderCache } from "../../../src/evaluate/workers/with-order-cache.js";
import { classificationGraph } from "../../../src/nn/training/classification-graph.js";
import { parseMethod } from "../../../src/sparsify/method-spec.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const dataset = smallDataset();
const graph = classificationGraph(dataset);
const hyperparameters = { epochs: 3, layers: 1, hidden: 4 };
const configuration = configurationFor("gcn", { dataset, sha256: "00" }, hyperparameters);
const training = orderTraining(parseMethod("ugs"), "gcn", configuration) as OrderTraining;

test("Table D.2's penalties, and the most frequent one elsewhere; other methods train nothing", () => {
  const of = (model: string, name: string) =>
    orderTraining(
      parseMethod("ugs"),
      model,
      configurationFor(model, { dataset: { ...dataset, name }, sha256: "00" }, {}),
    )?.l1;
  expect([of("gcn", "cora"), of("gcn", "squirrel"), of("resgcn", "dblp"), of("gin", "other")]).toEqual([
    1e-2, 1e-4, 1e-4, 1e-2,
  ]);
  expect(orderTraining(parseMethod("random"), "gcn", configuration)).toBeUndefined();
});

test("an order that was cut off between two rounds goes on from its draft, to the same order", async () => {
  const folder = temporaryFolder();
  const cache = orderCache(folder, configuration);
  const whole = await createLocalRunner(graph, { backend: "wasm" }).removalOrder(
    parseMethod("ugs"),
    1,
    0,
    training,
  );
  let steps = 0;
  const stopping = createLocalRunner(graph, {
    backend: "wasm",
    onStep: () => {
      if (++steps > 22) throw new Error("killed");
    },
  });
  const first = withOrderCache(stopping, cache);
  await expect(first.removalOrder(parseMethod("ugs"), 1, 0, training)).rejects.toThrow("killed");
  const draft = join(folder, ORDERS_FOLDER, "ugs-gcn-seed-1.draft.json");
  // Three epochs a round: seven rounds of 5 % were finished.
  expect(JSON.parse(readFileSync(draft, "utf8")).removed).toHaveLength(
    Math.round(0.35 * dataset.adjacency.edgeCount),
  );
  steps = 0;
  const second = withOrderCache(createLocalRunner(graph, { backend: "wasm", onStep: () => steps++ }), cache);
  expect((await second.removalOrder(parseMethod("ugs"), 1, 0, training)).order).toEqual(whole.order);
  expect(steps).toBe(3 * 13);
  expect(existsSync(draft)).toBe(false);
  expect(readdirSync(join(folder, ORDERS_FOLDER)).sort()).toEqual([
    "ugs-gcn-seed-1.json",
    "ugs-gcn-seed-1.npy",
  ]);
  // It is kept for this training only.
  expect((await cache.read(parseMethod("ugs"), 1, training))?.order).toEqual(whole.order);
  expect(await cache.read(parseMethod("ugs"), 1, { ...training, l1: 0.1 })).toBeUndefined();
  expect(await cache.read(parseMethod("ugs"), 1, { ...training, model: "gin" })).toBeUndefined();
});

test("a draft of another configuration, or a torn one, is passed over", async () => {
  const folder = temporaryFolder();
  const cache = orderCache(folder, configuration);
  const runner = createLocalRunner(graph, { backend: "wasm" });
  const whole = await runner.removalOrder(parseMethod("ugs"), 1, 0, training);
  const draft = cache.draft(parseMethod("ugs"), 1, training);
  const foreign = cache.draft(parseMethod("ugs"), 1, { ...training, l1: 0.5 });
  await withOrderCache(runner, cache).removalOrder(parseMethod("ugs"), 1, 0, training);
  for (const text of [
    JSON.stringify({ identity: foreign.identity, removed: [5, 4, 3], seconds: 1 }),
    '{"identity":',
  ]) {
    writeFileSync(draft.path, text);
    const again = await runner.removalOrder(parseMethod("ugs"), 1, 0, { ...training, draft });
    expect(again.order).toEqual(whole.order);
  }
});

test("a sweep makes one order for each model and seed, and its trials are those of every method", async () => {
  const folder = temporaryFolder();
  const sweep = {
    dataset,
    sha256: "00",
    grid: { models: ["gcn", "gin"], methods: ["ugs", "random"], sparsities: [0.4, 0.8], seeds: [0] },
    backend: "wasm",
    hyperparameters: { ...hyperparameters, epochs: 2 },
  };
  expect((await planSweep(sweep, folder)).orders).toEqual([
    { method: "ugs", count: 2 },
    { method: "random", count: 1 },
  ]);
  const { failed, records } = await runSweep(sweep, { folder, jobs: 1, createRunner: createLocalRunner });
  expect(failed).toBe(0);
  expect(records).toHaveLength(8);
  expect(readdirSync(join(folder, ORDERS_FOLDER)).filter((name) => name.endsWith(".npy"))).toEqual([
    "random-seed-0.npy",
    "ugs-gcn-seed-0.npy",
    "ugs-gin-seed-0.npy",
  ]);
  expect(await planSweep(sweep, folder)).toMatchObject({ present: 8, orders: [] });
  // The weight of its l1 norm is told by the records of the method that trains a mask, and by no other.
  expect(records.map(({ method, l1 }) => [method, l1]).sort()).toEqual(
    ["random", "ugs"].flatMap((method) => Array(4).fill([method, method === "ugs" ? 0.01 : undefined])),
  );
  const path = join(folder, RESULTS_FILE);
  const lines = readFileSync(path, "utf8");
  // Records of before it was told are as good; those of another weight are not.
  writeFileSync(path, lines.replaceAll(',"l1":0.01', ""));
  expect((await readResults(folder)).records.every(({ l1 }) => l1 === undefined)).toBe(true);
  expect(await planSweep(sweep, folder)).toMatchObject({ present: 8, orders: [] });
  writeFileSync(path, lines.replaceAll('"l1":0.01', '"l1":0.1'));
  await expect(planSweep(sweep, folder)).rejects.toThrow(/l1 of the edge mask 0\.1, now 0\.01/);
});
