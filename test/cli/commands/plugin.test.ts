import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPlugin } from "../../../src/evaluate/plugins/load-plugin.js";
import { writeGraph } from "../../../src/graph/formats/formats.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { lineOf, runCli } from "../../support/run-cli.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

// In a folder without packages: seprank and TensorFlow.js are those of the command.
const PLUGIN = `
import { relu } from "@tensorflow/tfjs-core";
import { degrees, registerSparsifier } from "seprank/adjacency";
import { gcnLayer, normalizedAdjacency, registerModel, vertexClassifier } from "seprank/nn";

if (typeof relu !== "function") throw new Error("no TensorFlow.js");
registerSparsifier("low-ends", { summary: "edges at vertices of low degree", result: "scores" }, (graph) => {
  const degree = degrees(graph);
  return Float64Array.from(graph.sources, (u, e) => -degree[u] - degree[graph.targets[e]]);
});
registerModel("two-hops", {
  aggregationMatrix: normalizedAdjacency,
  symmetric: true,
  create: (shape, random) => vertexClassifier(gcnLayer)({ ...shape, layers: 2 }, random),
});
`;
const QUICK = ["--layers", "1", "--hidden", "8", "--epochs", "8", "--backend", "wasm"];

async function folderWithPlugins() {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "small.npz"), await writeGraph(smallDataset(60), "npz"));
  writeFileSync(join(folder, "mine.mjs"), PLUGIN);
  writeFileSync(join(folder, "changed.mjs"), `${PLUGIN}// changed\n`);
  return { folder, run: (...args: string[]) => runCli(args, { folder }) };
}

test("a trial whose process has no memory left is one line, and the other trials are recorded", async () => {
  const { folder, run } = await folderWithPlugins();
  const hog = `import { registerSparsifier } from "seprank/adjacency";
registerSparsifier("hog", { summary: "takes all memory", result: "scores" }, () => {
  for (const kept = []; ; ) kept.push(new Array(1e6).fill(kept.length));
});`;
  writeFileSync(join(folder, "hog.mjs"), hog);
  process.env.NODE_OPTIONS = "--max-old-space-size=120";
  try {
    const plan = ["--methods", "hog,random", "--sparsity", "0,0.5", "--seeds", "1", "--no-structure"];
    const sweep = ["evaluate", "small.npz", "--plugin", "./hog.mjs", ...plan, ...QUICK, "--jobs", "1"];
    const { code, stderr } = await run(...sweep, "-o", "out", "--quiet");
    expect(code).toBe(1);
    const reason =
      /trial failed \(gcn, hog, 0\.5 removed, seed 0\): the worker process ended \(.+\) before its task did; its JavaScript heap was full; NODE_OPTIONS=--max-old-space-size=MEGABYTES gives it more$/m;
    expect(stderr).toMatch(reason);
    expect(stderr.trimEnd().split("\n")).toHaveLength(2);
    const records = readFileSync(join(folder, "out", "results.jsonl"), "utf8")
      .trimEnd()
      .split("\n");
    expect(records.map((line) => [JSON.parse(line).method, JSON.parse(line).outcome]).sort()).toEqual([
      ["any", "ok"],
      ["hog", "failed"],
      ["random", "ok"],
    ]);
  } finally {
    delete process.env.NODE_OPTIONS;
  }
});

describe("a plug-in with a model and a method", () => {
  test("trains, is saved, and predicts as it was trained; another version of it is told, and none is an error", async () => {
    const { run } = await folderWithPlugins();
    const train = ["train", "small.npz", "--plugin", "./mine.mjs", "--model", "two-hops", ...QUICK];
    const trained = await run(...train, "--save", "m.safetensors", "--json");
    expect(trained.stderr).toBe("");
    expect(trained.code).toBe(0);
    const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(JSON.parse(trained.stdout)).toMatchObject({
      model: "two-hops",
      plugin: { file: "./mine.mjs", sha256 },
    });

    const predict = ["predict", "small.npz", "--model-file", "m.safetensors", "-o", "p.csv", "--json"];
    const predicted = await run(...predict, "--plugin", "./mine.mjs");
    expect(predicted.stderr).toBe("");
    const { metrics } = JSON.parse(trained.stdout);
    const right =
      metrics.train.accuracy * metrics.train.count +
      metrics.validation.accuracy * metrics.validation.count +
      metrics.test.accuracy * metrics.test.count;
    expect(JSON.parse(predicted.stdout).metrics.accuracy).toBeCloseTo(right / 60, 12);

    const without = await run(...predict);
    expect(without.code).toBe(3);
    expect(lineOf(without.stderr)).toMatch(
      /m\.safetensors: a model: model: expected one of gcn, .*got "two-hops"/,
    );

    const changed = await run(...predict, "--plugin", "./changed.mjs");
    expect(changed.code).toBe(0);
    expect(lineOf(changed.stderr)).toMatch(/m\.safetensors was trained with another plug-in \(SHA-256 /);
  });

  test("is evaluated in worker processes; a changed one is refused", async () => {
    const { folder, run } = await folderWithPlugins();
    const evaluate = (plugin: string) =>
      run(
        ...[
          "evaluate",
          "small.npz",
          "--plugin",
          plugin,
          "--models",
          "gcn,two-hops",
          "--methods",
          "low-ends,random",
        ],
        ...["--sparsity", "0.5", "--seeds", "1", "--jobs", "2", "-o", "out", ...QUICK, "--quiet", "--json"],
      );
    const first = await evaluate("./mine.mjs");
    expect(first.stderr).toBe("");
    expect(first.code).toBe(0);
    const records = readFileSync(join(folder, "out/results.jsonl"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(records.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok", "ok"]);
    const uses = records.map(({ model, method, plugin }) => `${model} ${method} ${plugin?.of ?? ""}`).sort();
    expect(uses).toEqual([
      "gcn low-ends method",
      "gcn random ",
      "two-hops low-ends model,method",
      "two-hops random model",
    ]);
    const changed = await evaluate("./changed.mjs");
    expect(changed.code).toBe(3);
    expect(lineOf(changed.stderr)).toMatch(/holds results of another (model two-hops|method low-ends) /);
  });
});

test.each([
  [
    "export const nothing = 0;",
    /calls registerSparsifier of .* or registerModel of .*, it registered nothing$/,
  ],
  ["throw new Error('broken\\nbadly');", /expected a module that can be loaded, got: broken$/],
  ["throw 'text';", /got: text$/],
  ["import 'seprank/no-such-door';", /expected a module that can be loaded, got: /],
  ["export const = ;", /expected a module that can be loaded, got: /],
])("a bad plug-in, %j, is one line", async (text, says) => {
  const file = join(temporaryFolder(), "bad.mjs");
  writeFileSync(file, text);
  const error = await loadPlugin(file).catch((reason: Error) => reason);
  expect(error).toMatchObject({ name: "InputError", message: expect.stringMatching(says) });
  expect((error as Error).message).toMatch(/^--plugin .*bad\.mjs: [^\n]*$/);
});

test("a name that is taken, and a file that is not there, are one line before anything is read or run", async () => {
  const { folder, run } = await folderWithPlugins();
  writeFileSync(join(folder, "taken.mjs"), PLUGIN.replace('"two-hops"', '"gcn"'));
  const train = ["train", "no-such-graph.npz", "--model", "gcn", "--plugin"];
  const taken = await run(...train, "./taken.mjs");
  expect(taken.code).toBe(3);
  expect(lineOf(taken.stderr)).toMatch(/--plugin \.\/taken\.mjs: .*expected a name of its own, got gcn/);
  const missing = await run("worker", "--queue", "redis://localhost:1", "--plugin", "./none.mjs");
  expect(missing.code).toBe(3);
  expect(lineOf(missing.stderr)).toMatch(/\.\/none\.mjs: no such file/);
});
