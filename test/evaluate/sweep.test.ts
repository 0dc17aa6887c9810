import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { InputError, InterruptedError } from "../../src/errors.js";
import { RESULTS_FILE } from "../../src/evaluate/records/results-file.js";
import { runSweep, type Sweep } from "../../src/evaluate/sweep.js";
import type { TrialRecord } from "../../src/evaluate/trials/record.js";
import { ANY_METHOD, type Trial } from "../../src/evaluate/trials/trial.js";
import type { TrialRunner } from "../../src/evaluate/workers/trial-runner.js";
import { smallDataset } from "../generators/small-dataset.js";
import { splitDataset } from "../generators/split-dataset.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const dataset = smallDataset();
const sweep: Sweep = {
  dataset,
  sha256: "00",
  grid: { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5, 1], seeds: [0, 1] },
  backend: "wasm",
  hyperparameters: { epochs: 2 },
};

/** A runner that trains nothing, counts its calls, and does in `train` what a test wants. */
function fakeRunner(train: (trial: Trial) => unknown = () => undefined, jobs = 1, backend = "wasm") {
  const calls = { orders: [] as string[], trained: [] as Trial[], closed: 0 };
  const runner: TrialRunner = {
    jobs,
    backend: async () => backend,
    async removalOrder(method, seed) {
      calls.orders.push(`${method.name}:${seed}`);
      return {
        order: { method: method.name, edges: new Uint32Array(dataset.adjacency.edgeCount) },
        seconds: 0.5,
      };
    },
    async train(trial, order) {
      calls.trained.push(trial);
      expect(order?.method).toBe(trial.method === ANY_METHOD ? undefined : trial.method);
      await train(trial);
      return {
        testAccuracy: 0.5,
        validationAccuracy: 0.5,
        trainAccuracy: 0.5,
        bestEpoch: 1,
        epochs: 2,
        seconds: 0.1,
      };
    },
    async close() {
      calls.closed++;
    },
  };
  return { calls, createRunner: () => runner };
}

const linesOf = (folder: string) => readFileSync(join(folder, RESULTS_FILE), "utf8").trimEnd().split("\n");

test("runs every trial, one line each, computing a deterministic order once and a random one for each seed", async () => {
  const folder = temporaryFolder();
  const { calls, createRunner } = fakeRunner(undefined, 3);
  const seen: TrialRecord[] = [];
  const onTrial = (record: TrialRecord) => seen.push(record);
  const result = await runSweep(sweep, { folder, jobs: 3, createRunner, onTrial });
  expect(result).toMatchObject({ planned: 8, present: 0, failed: 0, tornBytes: 0 });
  expect(calls.orders.toSorted()).toEqual(["1-wis:0", "random:0", "random:1"]);
  expect(calls.closed).toBe(1);
  expect(linesOf(folder).map((line) => JSON.parse(line))).toEqual(seen);
  const half = Math.round(0.5 * dataset.adjacency.edgeCount);
  expect(result.records.find(({ method }) => method === "1-wis")).toMatchObject({
    input: { name: "small", sha256: "00", vertices: 40, edges: dataset.adjacency.edgeCount },
    removed: half,
    kept: dataset.adjacency.edgeCount - half,
    options: { epochs: 2, layers: 3, split: { train: 0.8, validation: 0.1, test: 0.1 } },
    backend: "wasm",
    orderSeconds: 0.5,
  });
});

test("started again, it runs only what is missing; the grid may have grown", async () => {
  const folder = temporaryFolder();
  await runSweep(sweep, { folder, jobs: 1, createRunner: fakeRunner().createRunner });
  const again = fakeRunner();
  const result = await runSweep(sweep, { folder, jobs: 1, createRunner: again.createRunner });
  expect(result).toMatchObject({ planned: 8, present: 8 });
  expect(again.calls.trained).toEqual([]);

  const grown = fakeRunner();
  const grid = { ...sweep.grid, methods: [...sweep.grid.methods, "2-wis"], seeds: [0, 1, 2] };
  await runSweep({ ...sweep, grid }, { folder, jobs: 1, createRunner: grown.createRunner });
  expect(grown.calls.trained.map(({ method, seed }) => `${method}:${seed}`)).toEqual([
    "2-wis:0",
    "2-wis:1",
    `${ANY_METHOD}:2`,
    `${ANY_METHOD}:2`,
    "1-wis:2",
    "random:2",
    "2-wis:2",
  ]);
});

test("a trial that fails is recorded, the rest goes on, and the next start runs it anew", async () => {
  const folder = temporaryFolder();
  const { createRunner } = fakeRunner(({ method, seed }) => {
    if (method === "random" && seed === 0) throw new Error("out of memory\nat some line");
  });
  const result = await runSweep(sweep, { folder, jobs: 1, createRunner });
  expect(result.failed).toBe(1);
  expect(result.records).toHaveLength(8);
  expect(result.records.find(({ outcome }) => outcome === "failed")).toMatchObject({
    method: "random",
    seed: 0,
    error: "out of memory",
  });
  const again = fakeRunner();
  await runSweep(sweep, { folder, jobs: 1, createRunner: again.createRunner });
  expect(again.calls.trained.map(({ method, seed }) => [method, seed])).toEqual([["random", 0]]);
});

test("an abort ends the run, keeps what is finished and adds nothing", async () => {
  const folder = temporaryFolder();
  const controller = new AbortController();
  const { calls, createRunner } = fakeRunner(async () => {
    if (calls.trained.length < 4) return;
    controller.abort();
    // The trial in flight when the run is stopped: it fails with the closed runner.
    await new Promise((_, reject) => setTimeout(() => reject(new Error("closed")), 20));
  });
  const run = runSweep(sweep, { folder, jobs: 1, createRunner, signal: controller.signal });
  await expect(run).rejects.toThrow(InterruptedError);
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(linesOf(folder)).toHaveLength(3);
  expect(calls.trained).toHaveLength(4);
  expect(calls.closed).toBe(1);
});

test("a torn last line costs one trial", async () => {
  const folder = temporaryFolder();
  await runSweep(sweep, { folder, jobs: 1, createRunner: fakeRunner().createRunner });
  const path = join(folder, RESULTS_FILE);
  writeFileSync(path, readFileSync(path).subarray(0, -20));
  const { calls, createRunner } = fakeRunner();
  const result = await runSweep(sweep, { folder, jobs: 1, createRunner });
  expect(result.present).toBe(7);
  expect(result.tornBytes).toBeGreaterThan(0);
  expect(calls.trained).toHaveLength(1);
  expect(linesOf(folder)).toHaveLength(8);
});

test.each([
  ["other hyperparameters", { hyperparameters: { epochs: 3 } }, /option epochs 2, now 3/],
  ["another input", { sha256: "01" }, /input sha256 "00", now "01"/],
])("results of %s are not mixed", async (_, change, message) => {
  const folder = temporaryFolder();
  await runSweep(sweep, { folder, jobs: 1, createRunner: fakeRunner().createRunner });
  const { calls, createRunner } = fakeRunner();
  const error = await runSweep({ ...sweep, ...change }, { folder, jobs: 1, createRunner }).catch(
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).toMatch(/choose another output folder/);
  expect(calls.trained).toEqual([]);
  expect(linesOf(folder)).toHaveLength(8);
});

test.each([
  [
    "another version of seprank",
    '"seprank":"',
    '"seprank":"0.0.1-old-',
    /seprank version "0\.0\.1-old-.*choose another output folder/,
  ],
  [
    "another schema",
    '"schema":1',
    '"schema":2',
    /:1: expected a trial's record of schema 1; .*choose another folder/,
  ],
])("a results file from %s is refused, and left as it is", async (_, from, to, message) => {
  const folder = temporaryFolder();
  await runSweep(sweep, { folder, jobs: 1, createRunner: fakeRunner().createRunner });
  const path = join(folder, RESULTS_FILE);
  const old = readFileSync(path, "utf8").replaceAll(from, to);
  writeFileSync(path, old);
  const { calls, createRunner } = fakeRunner();
  const run = runSweep(sweep, { folder, jobs: 1, createRunner });
  await expect(run).rejects.toThrow(InputError);
  await expect(run).rejects.toThrow(message);
  expect(calls.trained).toEqual([]);
  expect(readFileSync(path, "utf8")).toBe(old);
});

test("results of random and of given splits are not mixed, of another model neither", async () => {
  const folder = temporaryFolder();
  const random: Sweep = { ...sweep, dataset: splitDataset(2) };
  const given: Sweep = { ...random, split: "given" };
  const { records } = await runSweep(given, { folder, jobs: 1, createRunner: fakeRunner().createRunner });
  expect(new Set(records.map(({ options }) => JSON.stringify(options.split)))).toEqual(
    new Set(['{"given":2}']),
  );
  const again = await runSweep(given, { folder, jobs: 1, createRunner: fakeRunner().createRunner });
  expect(again.present).toBe(8);
  for (const models of [["gcn"], ["gin"]]) {
    const { calls, createRunner } = fakeRunner();
    const run = runSweep({ ...random, grid: { ...sweep.grid, models } }, { folder, jobs: 1, createRunner });
    await expect(run).rejects.toThrow(
      /option split \{"given":2\}, now \{"train":0\.8,.*another output folder/,
    );
    expect(calls.trained).toEqual([]);
  }
});

test("results of another backend are not mixed", async () => {
  const folder = temporaryFolder();
  const grid = { ...sweep.grid, seeds: [0] };
  await runSweep({ ...sweep, grid }, { folder, jobs: 1, createRunner: fakeRunner().createRunner });
  const { calls, createRunner } = fakeRunner(undefined, 1, "tensorflow");
  const run = runSweep(sweep, { folder, jobs: 1, createRunner });
  await expect(run).rejects.toThrow(/backend "wasm", now "tensorflow"/);
  expect(calls).toMatchObject({ trained: [], closed: 1 });
});

test.each([
  ["an unknown model", { grid: { ...sweep.grid, models: ["gnc"] } }, /expected one of gcn, .*got "gnc"/],
  ["an unknown method", { grid: { ...sweep.grid, methods: ["3-wsi"] } }, /got "3-wsi"/],
  ["unknown partitions", { grid: { ...sweep.grid, methods: ["gwis@luck"] } }, /partitions by: .*got "luck"/],
  ["no labels", { dataset: { ...dataset, labels: null } }, /no vertex labels/],
  ["a split that is not there", { split: "given" as const }, /small: brings no split of its own/],
  ["a sparsity above 1", { grid: { ...sweep.grid, sparsities: [2] } }, /sparsity/],
])("%s is refused before anything is written", async (_, change, message) => {
  const folder = join(temporaryFolder(), "never");
  const run = runSweep({ ...sweep, ...change }, { folder, jobs: 1, createRunner: fakeRunner().createRunner });
  const error = await run.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toMatch(message);
  expect(() => readFileSync(join(folder, RESULTS_FILE))).toThrow("ENOENT");
});

test("records, and removal orders whose trials have ended, are not held while the sweep goes on", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const folder = temporaryFolder();
  const grid = {
    ...sweep.grid,
    methods: ["random"],
    sparsities: [0.5],
    seeds: Array.from({ length: 40 }, (_, k) => k),
  };
  const [records, orders]: [WeakRef<object>[], WeakRef<object>[]] = [[], []];
  const alive = (refs: readonly WeakRef<object>[]) => refs.filter((ref) => ref.deref() !== undefined).length;
  const found: number[][] = [];
  const { createRunner } = fakeRunner(async () => {
    if (records.length !== 30) return;
    // What a turn of the event loop has looked at lives until it ends.
    await setImmediate();
    collectGarbage();
    found.push([alive(records), alive(orders)]);
  });
  const result = await runSweep(
    { ...sweep, grid },
    {
      folder,
      jobs: 1,
      createRunner: () => {
        const runner = createRunner();
        return {
          ...runner,
          async removalOrder(...asked) {
            const timed = await runner.removalOrder(...asked);
            orders.push(new WeakRef(timed.order));
            return timed;
          },
        };
      },
      onTrial: (record) => records.push(new WeakRef(record)),
    },
  );
  expect(result.records).toHaveLength(40);
  expect(found).toHaveLength(1);
  // The trial under way has an order, and the last record may be at hand.
  expect(found[0][0]).toBeLessThanOrEqual(1);
  expect(found[0][1]).toBeLessThanOrEqual(2);
});
