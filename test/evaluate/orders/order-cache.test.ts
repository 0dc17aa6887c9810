import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ORDERS_FOLDER, orderCache } from "../../../src/evaluate/orders/order-cache.js";
import { configurationFor } from "../../../src/evaluate/records/configuration.js";
import type { TrialRunner } from "../../../src/evaluate/workers/trial-runner.js";
import { withOrderCache } from "../../../src/evaluate/workers/with-order-cache.js";
import { parseMethod } from "../../../src/sparsify/method-spec.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const dataset = smallDataset();
const configuration = configurationFor("gcn", { dataset, sha256: "00" }, {});

/** Computes orders, and counts them. */
function countingRunner() {
  const computed: string[] = [];
  const runner: TrialRunner = {
    jobs: 1,
    backend: async () => "wasm",
    async removalOrder(method, seed, removed) {
      computed.push(`${method.name}:${seed}`);
      return { order: removalOrder(method, dataset.adjacency, { seed, remove: removed }), seconds: 0.25 };
    },
    train: async () => Promise.reject(new Error("not asked for")),
    close: async () => undefined,
  };
  return { runner, computed };
}

test("an order is computed once for a method, for a random one once for a seed; a later run finds them", async () => {
  const folder = temporaryFolder();
  const { runner, computed } = countingRunner();
  const first = withOrderCache(runner, orderCache(folder, configuration));
  const orders = [
    await first.removalOrder(parseMethod("1-wis"), 0, 3),
    await first.removalOrder(parseMethod("random"), 1, 3),
  ];
  const second = withOrderCache(runner, orderCache(folder, configuration));
  expect(await second.removalOrder(parseMethod("1-wis"), 7, 5)).toEqual(orders[0]);
  expect(await second.removalOrder(parseMethod("random"), 1, 5)).toEqual(orders[1]);
  await second.removalOrder(parseMethod("random"), 2, 5);
  expect(computed).toEqual(["1-wis:0", "random:1", "random:2"]);
  expect(readdirSync(join(folder, ORDERS_FOLDER)).sort()).toEqual([
    "1-wis.json",
    "1-wis.npy",
    "random-seed-1.json",
    "random-seed-1.npy",
    "random-seed-2.json",
    "random-seed-2.npy",
  ]);
});

test("a changed, torn, foreign or headless file is passed over", async () => {
  const folder = temporaryFolder();
  const { runner } = countingRunner();
  const cache = orderCache(folder, configuration);
  const npy = join(folder, ORDERS_FOLDER, "1-wis.npy");
  const json = join(folder, ORDERS_FOLDER, "1-wis.json");
  await withOrderCache(runner, cache).removalOrder(parseMethod("1-wis"), 0, 3);
  expect(await cache.read(parseMethod("1-wis"), 0)).toBeDefined();
  const [bytes, head] = [readFileSync(npy), readFileSync(json)];
  writeFileSync(npy, bytes.subarray(0, -8));
  expect(await cache.read(parseMethod("1-wis"), 0)).toBeUndefined();
  writeFileSync(npy, bytes);
  writeFileSync(json, head.subarray(0, 20));
  expect(await cache.read(parseMethod("1-wis"), 0)).toBeUndefined();
  writeFileSync(json, head);
  expect(await cache.read(parseMethod("1-wis"), 0)).toBeDefined();
  const other = configurationFor("gcn", { dataset, sha256: "01" }, {});
  expect(await orderCache(folder, other).read(parseMethod("1-wis"), 0)).toBeUndefined();
});

test("edge sets that serve one level are not kept", async () => {
  const folder = temporaryFolder();
  const { runner, computed } = countingRunner();
  const cached = withOrderCache(runner, orderCache(folder, configuration));
  await cached.removalOrder(parseMethod("spanner"), 0, 40);
  await cached.removalOrder(parseMethod("spanner"), 0, 40);
  expect(computed).toHaveLength(2);
  expect(readdirSync(folder)).toEqual([]);
});

test("an order that knows the labels to train on is kept for its split; others serve every split", async () => {
  const folder = temporaryFolder();
  const { labels } = dataset;
  const runner: TrialRunner = {
    ...countingRunner().runner,
    removalOrder: async (method, seed) => ({
      order: removalOrder(method, dataset.adjacency, method.labelled ? { seed, labels: labels! } : { seed }),
      seconds: 1,
    }),
  };
  const random = orderCache(folder, configuration);
  const given = orderCache(folder, configurationFor("gcn", { dataset, sha256: "00" }, {}, { given: 1 }));
  for (const method of ["gwis@label", "random"])
    await withOrderCache(runner, random).removalOrder(parseMethod(method), 0, 0);
  // As it was before there were given splits.
  const head = readFileSync(join(folder, ORDERS_FOLDER, "gwis%40label-seed-0.json"), "utf8");
  expect(JSON.parse(head)).not.toHaveProperty("split");
  expect(await given.read(parseMethod("random"), 0)).toEqual(await random.read(parseMethod("random"), 0));
  expect(await random.read(parseMethod("gwis@label"), 0)).toBeDefined();
  expect(await given.read(parseMethod("gwis@label"), 0)).toBeUndefined();
  await withOrderCache(runner, given).removalOrder(parseMethod("gwis@label"), 0, 0);
  expect(await given.read(parseMethod("gwis@label"), 0)).toBeDefined();
  expect(await random.read(parseMethod("gwis@label"), 0)).toBeUndefined();
});
