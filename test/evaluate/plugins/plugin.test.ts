import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mergeResults } from "../../../src/evaluate/merge-results.js";
import { orderCache } from "../../../src/evaluate/orders/order-cache.js";
import { originsOf, type Plugin, pluginOf, usedOf } from "../../../src/evaluate/plugins/plugin.js";
import { configurationFor } from "../../../src/evaluate/records/configuration.js";
import { RESULTS_FILE } from "../../../src/evaluate/records/results-file.js";
import { runSweep, type Sweep } from "../../../src/evaluate/sweep.js";
import type { TrialRecord } from "../../../src/evaluate/trials/record.js";
import { createLocalRunner } from "../../../src/evaluate/workers/local-runner.js";
import { normalizedAdjacency } from "../../../src/nn/layers/aggregation-matrices.js";
import { gcnLayer } from "../../../src/nn/layers/gcn-layer.js";
import { registerModel } from "../../../src/nn/models/models.js";
import { vertexClassifier } from "../../../src/nn/models/vertex-classifier.js";
import { parseMethod } from "../../../src/sparsify/method-spec.js";
import { registerSparsifier } from "../../../src/sparsify/register-sparsifier.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { finishedRecord } from "../../generators/trial-records.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

// As a plug-in does.
registerSparsifier("of-plugin", { summary: "the first edges", result: "order" }, ({ edgeCount }) =>
  Uint32Array.from({ length: edgeCount }, (_, e) => e),
);
registerModel("model-of-plugin", {
  aggregationMatrix: normalizedAdjacency,
  symmetric: true,
  create: vertexClassifier(gcnLayer),
});
const [ONE, TWO] = ["1", "2"].map((digit) => digit.repeat(64));
const plugin = (sha256: string): Plugin => ({
  file: "mine.mjs",
  sha256,
  methods: ["of-plugin"],
  models: ["model-of-plugin"],
});
const sweep: Sweep = {
  dataset: smallDataset(),
  sha256: "00",
  grid: { models: ["gcn"], methods: ["random"], sparsities: [0, 0.5], seeds: [0] },
  backend: "wasm",
  hyperparameters: { epochs: 2, layers: 1, hidden: 4 },
};
const run = (folder: string, asked: Partial<Sweep["grid"]>, sha256?: string) =>
  runSweep(
    {
      ...sweep,
      grid: { ...sweep.grid, ...asked },
      plugin: sha256 === undefined ? undefined : plugin(sha256),
    },
    { folder, jobs: 1, createRunner: createLocalRunner },
  );
const usesIn = (records: readonly TrialRecord[]) =>
  records.map((record) => `${record.model} ${record.method}: ${record.plugin?.of.join(" ") ?? "nothing"}`);

test("a record says what of its trial is of a plug-in, and of which", async () => {
  const folder = temporaryFolder();
  const grid = { models: ["gcn", "model-of-plugin"], methods: ["random", "of-plugin"] };
  const { records } = await run(folder, grid, ONE);
  expect(usesIn(records).sort()).toEqual([
    "gcn any: nothing",
    "gcn of-plugin: method",
    "gcn random: nothing",
    "model-of-plugin any: model",
    "model-of-plugin of-plugin: model method",
    "model-of-plugin random: model",
  ]);
  expect(new Set(records.flatMap((record) => record.plugin?.sha256 ?? []))).toEqual(new Set([ONE]));
});

test("results of a changed plug-in, or of a name that was something else, are not put beside one another", async () => {
  const folder = temporaryFolder();
  await run(folder, { methods: ["random", "of-plugin"] }, ONE);
  // What has nothing to do with it goes on: with a changed plug-in, and without any.
  expect((await run(folder, { methods: ["1-wis"] }, TWO)).failed).toBe(0);
  expect((await run(folder, { methods: ["2-wis"] })).failed).toBe(0);
  await expect(run(folder, { methods: ["of-plugin"] }, TWO)).rejects.toThrow(
    /holds results of another method of-plugin \(of the plug-in with SHA-256 111111111111\.\.\., now of the plug-in with SHA-256 222222222222\.\.\.\)/,
  );
  await expect(run(folder, { methods: ["of-plugin"] })).rejects.toThrow(/now of no plug-in\)/);
  const other = temporaryFolder();
  await run(other, { models: ["model-of-plugin"] });
  await expect(run(other, { models: ["model-of-plugin"] }, ONE)).rejects.toThrow(
    /another model model-of-plugin \(of no plug-in, now of the plug-in/,
  );
});

test("an order of a changed plug-in is not taken from the folder", async () => {
  const folder = temporaryFolder();
  const configuration = configurationFor("gcn", { dataset: sweep.dataset, sha256: "00" }, {});
  const method = parseMethod("of-plugin");
  const edges = Uint32Array.from({ length: sweep.dataset.adjacency.edgeCount }, (_, e) => e);
  const cache = (sha256: string) => orderCache(folder, configuration, plugin(sha256));
  await cache(ONE).write(method, 0, { order: { method: "of-plugin", edges }, seconds: 1 });
  expect((await cache(ONE).read(method, 0))?.order.edges).toEqual(edges);
  expect(await cache(TWO).read(method, 0)).toBeUndefined();
  expect(await orderCache(folder, configuration).read(method, 0)).toBeUndefined();
  const training = { model: "model-of-plugin", options: configuration.options, l1: 0.1 };
  await cache(ONE).write(parseMethod("ugs"), 0, { order: { method: "ugs", edges }, seconds: 1 }, training);
  expect(await cache(ONE).read(parseMethod("ugs"), 0, training)).toBeDefined();
  expect(await cache(TWO).read(parseMethod("ugs"), 0, training)).toBeUndefined();
});

test("merge refuses two plug-ins under one name, and takes two of different names", async () => {
  const folderOf = (...records: TrialRecord[]) => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, RESULTS_FILE),
      records.map((record) => `${JSON.stringify(record)}\n`).join(""),
    );
    return folder;
  };
  const record = (method: string, sha256: string, seed: number) =>
    finishedRecord({ method, seed, plugin: { sha256, of: ["method"] } });
  const one = folderOf(record("a", ONE, 0));
  await expect(mergeResults([one, folderOf(record("a", TWO, 1))], temporaryFolder())).rejects.toThrow(
    /another method a /,
  );
  await expect(
    mergeResults([one, folderOf(finishedRecord({ method: "a", seed: 1 }))], temporaryFolder()),
  ).rejects.toThrow(/another method a \(of no plug-in, now of the plug-in/);
  expect(await mergeResults([one, folderOf(record("b", TWO, 0))], temporaryFolder())).toMatchObject({
    added: 2,
  });
});

test("what a record tells of its plug-in is what made it", () => {
  const trial = { model: "model-of-plugin", method: "of-plugin" };
  const used = usedOf(plugin(ONE), trial);
  expect(pluginOf({ ...trial, plugin: used })).toEqual({
    sha256: ONE,
    methods: ["of-plugin"],
    models: ["model-of-plugin"],
  });
  expect(originsOf({ ...trial, plugin: used }).map(({ sha256 }) => sha256)).toEqual([ONE, ONE]);
  expect(usedOf(plugin(ONE), { model: "gcn", method: "any" })).toBeUndefined();
  expect(usedOf(undefined, trial)).toBeUndefined();
  expect(pluginOf(trial)).toBeUndefined();
});
