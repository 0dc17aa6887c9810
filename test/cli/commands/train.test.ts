import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeGraph } from "../../../src/graph/formats/formats.js";
import { decodeModel } from "../../../src/nn/models/model-file.js";
import { readSafetensors } from "../../../src/nn/models/safetensors.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { webgpuAbsence } from "../../support/backends.js";
import { lineOf, resultOf, runCli, startCli } from "../../support/run-cli.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

async function folderWithGraph(): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "small.npz"), await writeGraph(smallDataset(60), "npz"));
  return folder;
}

/** Rings of class 1 and paths of class -1, the vertices' labels at random. */
function writeCollection(folder: string): void {
  const edges: string[] = [];
  const indicator: number[] = [];
  for (let g = 1; g <= 30; g++) {
    const begin = indicator.length + 1;
    const size = 4 + (g % 4);
    for (let v = 0; v < size; v++) indicator.push(g);
    for (let v = 0; v < size - (g % 2); v++) {
      const [a, b] = [begin + v, begin + ((v + 1) % size)];
      edges.push(`${a}, ${b}`, `${b}, ${a}`);
    }
  }
  writeFileSync(join(folder, "DS_A.txt"), edges.join("\n"));
  writeFileSync(join(folder, "DS_graph_indicator.txt"), indicator.join("\n"));
  writeFileSync(
    join(folder, "DS_graph_labels.txt"),
    Array.from({ length: 30 }, (_, k) => ((k + 1) % 2 === 0 ? 1 : -1)).join("\n"),
  );
  writeFileSync(join(folder, "DS_node_labels.txt"), indicator.map((_, v) => (v * 7) % 3).join("\n"));
}

const TRAIN = ["train", "small.npz", "--layers", "1", "--hidden", "8", "--seed", "2", "--backend", "wasm"];

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 60_000) throw new Error("waited a minute in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("train, save, predict: the same classes, metrics and a table", async () => {
  const folder = await folderWithGraph();
  const saves = ["--save", "model.safetensors", "--save-pyg", "pyg.safetensors"];
  const trained = await runCli([...TRAIN, "--epochs", "30", ...saves, "--json"], { folder });
  expect(trained).toMatchObject({ code: 0, stderr: "" });
  const { metrics, saved, testAccuracy, options } = JSON.parse(trained.stdout);
  expect(saved).toBe("model.safetensors");
  expect(options).toMatchObject({ loss: "cross-entropy", layers: 1 });
  expect(metrics.test.accuracy).toBe(testAccuracy);
  const counts: number[][] = metrics.test.confusionMatrix;
  expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(metrics.test.count);
  const bytesOf = (file: string) => new Uint8Array(readFileSync(join(folder, file)));
  expect(decodeModel(bytesOf("pyg.safetensors"))).toEqual(decodeModel(bytesOf("model.safetensors")));
  const { metadata } = readSafetensors(bytesOf("model.safetensors"));
  expect(JSON.parse(metadata["seprank.model"])).toMatchObject({
    model: "gcn",
    about: { seed: 2, input: { name: "small.npz" }, testAccuracy },
  });

  const args = [
    "predict",
    "small.npz",
    "--model-file",
    "model.safetensors",
    "-o",
    "out.csv",
    "--backend",
    "wasm",
  ];
  const predicted = await runCli([...args, "--json"], { folder });
  expect(predicted).toMatchObject({ code: 0, stderr: "" });
  const document = JSON.parse(predicted.stdout);
  expect(document).toMatchObject({ model: "gcn", predicted: 60, output: "out.csv" });
  const shares = (["train", "validation", "test"] as const).map(
    (part) => metrics[part].accuracy * metrics[part].count,
  );
  expect(document.metrics.accuracy).toBeCloseTo(shares.reduce((sum, right) => sum + right, 0) / 60, 10);
  const [header, ...rows] = readFileSync(join(folder, "out.csv"), "utf8").trimEnd().split("\n");
  expect(header).toMatch(/^vertex,class,score 0,score 1/);
  expect(rows).toHaveLength(60);
  for (const row of rows) {
    const [, , ...scores] = row.split(",").map(Number);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 5);
  }

  const text = await runCli([...TRAIN, "--epochs", "3"], { folder });
  expect(text.stdout).toMatch(/^gcn on small\.npz +vertices +accuracy +macro-F1 +AUC$/m);
  expect(text.stdout).toMatch(/^test: class, predicted +0 +1/m);
});

test("a collection of graphs is classified by graph", async () => {
  const folder = temporaryFolder();
  writeCollection(folder);
  const options = ["--model", "gin", "--layers", "2", "--hidden", "8", "--epochs", "20", "--backend", "wasm"];
  const args = ["train", "DS_A.txt", ...options, "--readout", "sum", "--loss", "binary-cross-entropy"];
  const { code, stdout } = await runCli([...args, "--save", "m.safetensors", "--json"], { folder });
  expect(code).toBe(0);
  const { metrics, input, options: effective } = JSON.parse(stdout);
  expect(input).toMatchObject({ name: "DS", graphs: 30 });
  expect(effective).toMatchObject({ readout: "sum", loss: "binary-cross-entropy" });
  expect([metrics.train.count, metrics.validation.count, metrics.test.count]).toEqual([24, 3, 3]);
  const predict = [
    "predict",
    "DS_A.txt",
    "--model-file",
    "m.safetensors",
    "-o",
    "out.csv",
    "--backend",
    "wasm",
  ];
  expect(await runCli(predict, { folder })).toMatchObject({ code: 0, stderr: "" });
  const rows = readFileSync(join(folder, "out.csv"), "utf8").trimEnd().split("\n");
  expect(rows).toHaveLength(31);
  expect(rows[0]).toBe("graph,class,score -1,score 1");
  const given = await runCli(["train", "DS_A.txt", "--split", "given"], { folder });
  expect(given.code).toBe(3);
  expect(lineOf(given.stderr)).toMatch(
    /^seprank: DS: collections of graphs bring no split of their own; take/,
  );
  const inspected = await runCli(["inspect", "DS_A.txt", "--json"], { folder });
  expect(JSON.parse(inspected.stdout)).toMatchObject({ vertices: 165, dropped: { duplicates: 0 } });
});

describe("a checkpoint", () => {
  const ARGS = [...TRAIN, "--model", "gin", "--dropout", "0.2", "--patience", "100000", "--json"];
  const CHECKPOINT = ["--checkpoint", "state.safetensors", "--checkpoint-every", "20"];
  const timeless = (stdout: string) => ({ ...JSON.parse(stdout), seconds: 0, inferenceSeconds: 0 });

  test.skipIf(webgpuAbsence !== undefined)("is named when the GPU is lost, and gone on from", async () => {
    const folder = await folderWithGraph();
    const model = `
import { backend } from "@tensorflow/tfjs-core";
import { gcnLayer, normalizedAdjacency, registerModel, vertexClassifier } from "seprank/nn";

registerModel("mine", {
  aggregationMatrix: normalizedAdjacency,
  symmetric: true,
  create(shape, random) {
    const made = vertexClassifier(gcnLayer)({ ...shape, layers: 2 }, random);
    let passes = 0;
    const apply = (...given) => {
      if (process.env.LOSES_ITS_GPU && ++passes === 50) backend().device.destroy();
      return made.apply(...given);
    };
    return { ...made, apply };
  },
});`;
    writeFileSync(join(folder, "mine.mjs"), model);
    const plugin = ["--plugin", "./mine.mjs", "--model", "mine", "--backend", "webgpu"];
    const args = [
      "train",
      "small.npz",
      ...plugin,
      "--hidden",
      "8",
      "--epochs",
      "60",
      "--patience",
      "60",
      "--json",
    ];
    const straight = await runCli(args, { folder });
    process.env.LOSES_ITS_GPU = "yes";
    const lost = await runCli([...args, ...CHECKPOINT], { folder }).finally(() => {
      delete process.env.LOSES_ITS_GPU;
    });
    expect(lost.code).toBe(1);
    expect(lineOf(lost.stderr)).toMatch(
      /the GPU was lost; .*; the same command goes on from state\.safetensors$/,
    );
    const resumed = await runCli([...args, ...CHECKPOINT], { folder });
    expect(lineOf(resumed.stderr)).toMatch(/state\.safetensors: going on after [24]0 epochs/);
    expect(timeless(resumed.stdout)).toEqual(timeless(straight.stdout));
  });

  test.each(["SIGKILL", "SIGINT"] as const)(
    "after %s the same command goes on, to the same result",
    async (signal) => {
      const folder = await folderWithGraph();
      const straight = await runCli([...ARGS, "--epochs", "1200"], { folder });
      const args = [...ARGS, "--epochs", "1200", ...CHECKPOINT];
      const child = startCli(args, folder);
      await until(() => existsSync(join(folder, "state.safetensors")));
      child.kill(signal);
      const { code, stderr } = await resultOf(child);
      if (signal === "SIGINT") {
        expect(code).toBe(130);
        expect(lineOf(stderr)).toMatch(/interrupted after \d+ epochs; the same command goes on from state/);
      }
      const resumed = await runCli(args, { folder });
      expect(resumed.code).toBe(0);
      expect(lineOf(resumed.stderr)).toMatch(/^state\.safetensors: going on after \d+ epochs$/);
      expect(timeless(resumed.stdout)).toEqual(timeless(straight.stdout));
      expect(existsSync(join(folder, "state.safetensors"))).toBe(false);
    },
    60_000,
  );

  test("of other options, or damaged, is refused and stays", async () => {
    const folder = await folderWithGraph();
    const args = [...ARGS, "--epochs", "100000", ...CHECKPOINT];
    const child = startCli(args, folder);
    await until(() => existsSync(join(folder, "state.safetensors")));
    child.kill("SIGKILL");
    await resultOf(child);
    const other = await runCli([...args, "--hidden", "4"], { folder });
    expect(other.code).toBe(3);
    expect(lineOf(other.stderr)).toMatch(/is of a training with other data or options; give the same ones/);
    const bytes = readFileSync(join(folder, "state.safetensors"));
    writeFileSync(join(folder, "state.safetensors"), bytes.subarray(0, bytes.length - 7));
    const damaged = await runCli(args, { folder });
    expect(damaged.code).toBe(3);
    expect(lineOf(damaged.stderr)).toMatch(/state\.safetensors: safetensors: .*truncated/);
    expect(existsSync(join(folder, "state.safetensors"))).toBe(true);
  });
});

describe("bad input ends with one line", () => {
  test("a loss that is no number: exit code 1, the best model before it saved", async () => {
    const folder = await folderWithGraph();
    const args = [...TRAIN, "--learning-rate", "1e38", "--save", "model.safetensors"];
    const { code, stderr } = await runCli(args, { folder });
    expect(code).toBe(1);
    expect(lineOf(stderr)).toMatch(
      /expected a finite loss, got NaN in epoch 2; .*; the model of the best epoch before it is in model\.safetensors$/,
    );
    expect(existsSync(join(folder, "model.safetensors"))).toBe(true);
  });

  test.each<[string[], number, RegExp]>([
    [
      [...TRAIN, "--save", "nowhere/m.safetensors"],
      3,
      /--save .*: folder nowhere does not exist; create it first$/,
    ],
    [
      [...TRAIN, "--model", "product", "--save-pyg", "m.safetensors"],
      3,
      /pyg: expected a model that PyTorch Geometric has, gcn, .*, got product$/,
    ],
    [[...TRAIN, "--checkpoint", "a-folder"], 3, /--checkpoint a-folder: .* this is a folder$/],
    [[...TRAIN, "--loss", "hinge"], 2, /Allowed choices are cross-entropy, binary-cross-entropy/],
    [[...TRAIN, "--checkpoint-every", "0"], 3, /checkpointEvery: expected an integer >= 1, got 0$/],
    [["predict", "small.npz", "--model-file", "none", "-o", "o.csv"], 3, /none: no such file$/],
    [["predict", "small.npz", "--model-file", "small.npz", "-o", "o.csv"], 3, /small\.npz: safetensors: /],
    [["predict", "small.npz", "--model-file", "x", "-o", "o.txt"], 3, /ending in \.csv or \.arrow, or -/],
  ])("%j", async (args, exit, message) => {
    const folder = await folderWithGraph();
    mkdirSync(join(folder, "a-folder"));
    const { code, stderr } = await runCli(args, { folder });
    expect(lineOf(stderr)).toMatch(message);
    expect(code).toBe(exit);
  });
});
