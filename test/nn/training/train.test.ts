import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { InputError, InterruptedError } from "../../../src/errors.js";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import type { VertexTask } from "../../../src/nn/training/task.js";
import { DivergenceError, trainVertexClassifier } from "../../../src/nn/training/train.js";
import { type TrainOptions, trainSettings } from "../../../src/nn/training/train-options.js";
import type { EpochRecord } from "../../../src/nn/training/training-session.js";
import { createVertexTrainer } from "../../../src/nn/training/vertex-trainer.js";
import { smallTask } from "../../generators/small-task.js";
import { BACKENDS } from "../../support/backends.js";
import { distance } from "../../support/kernel-harness.js";

const OPTIONS = { model: "gcn", hidden: 16, learningRate: 1e-2, epochs: 30, backend: "wasm" } as const;

async function logitsOf(task: VertexTask, options: TrainOptions, steps: number): Promise<Float32Array[]> {
  await selectBackend(options.backend);
  const trainer = createVertexTrainer(task, trainSettings(options));
  const seen = Array.from({ length: steps }, () => trainer.step().logits.slice());
  trainer.dispose();
  return seen;
}

describe("training", () => {
  test.each(["sparse", "dense"] as const)("learns three communities from %s features", async (kind) => {
    const result = await trainVertexClassifier(smallTask(kind), { ...OPTIONS, epochs: 60 });
    expect(result.validationAccuracy).toBeGreaterThan(0.8);
    expect(result).toMatchObject({
      epochs: 60,
      stopped: "epochs",
      backend: "wasm",
      backendVersion: "4.22.0",
    });
    expect(result.predictions).toHaveLength(30);
  });

  test("reports the first epoch with the best validation accuracy", async () => {
    const records: EpochRecord[] = [];
    const onEpoch = (record: EpochRecord) => void records.push(record);
    const task = smallTask();
    const result = await trainVertexClassifier(task, { ...OPTIONS, onEpoch });
    const best = Math.max(...records.map(({ validationAccuracy }) => validationAccuracy ?? -1));
    const { epoch, ...accuracies } = records.find((r) => r.validationAccuracy === best) as EpochRecord;
    expect(records.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 30 }, (_, k) => k + 1));
    expect(result).toMatchObject({ ...accuracies, bestEpoch: epoch, epochs: 30 });
    const right = [...task.split.test].filter((v) => result.predictions[v] === task.labels[v]).length;
    expect(result.testAccuracy).toBe(right / task.split.test.length);
  });

  test("tells what inference and a step's tensors took: without an edge, eight bytes an entry of its two fewer", async () => {
    const task = smallTask();
    const { sources, targets, vertexCount, edgeCount } = task.adjacency;
    const some = <T extends Uint32Array>(ends: T) => ends.slice(0, edgeCount - 10);
    const { adjacency } = buildAdjacency({ vertexCount, sources: some(sources), targets: some(targets) });
    const full = await trainVertexClassifier(task, { ...OPTIONS, epochs: 3 });
    const pruned = await trainVertexClassifier({ ...task, adjacency }, { ...OPTIONS, epochs: 3 });
    expect(full.inferenceSeconds).toBeGreaterThan(0);
    expect(full.inferenceSeconds).toBeLessThan(full.seconds);
    expect(full.tensorBytes - pruned.tensorBytes).toBe(10 * 2 * 8);
    // Others' tensors do not count.
    const other = tf.zeros([1000]);
    const again = await trainVertexClassifier(task, { ...OPTIONS, epochs: 5 });
    expect(again.tensorBytes).toBe(full.tensorBytes);
    other.dispose();
  });

  test("stops when patience runs out", async () => {
    const rule = { patience: 4, minImprovement: 1, epochs: 100 };
    const result = await trainVertexClassifier(smallTask(), { ...OPTIONS, ...rule });
    expect(result).toMatchObject({ epochs: 5, stopped: "patience" });
  });

  test("same seed, same bits; another seed, others", async () => {
    const [first, second, other] = await Promise.all(
      [1, 1, 2].map((seed) => logitsOf(smallTask(), { ...OPTIONS, seed, dropout: 0.3 }, 10)),
    );
    expect(first).toEqual(second);
    expect(first[0]).not.toEqual(other[0]);
  });

  test.each(["sparse", "dense"] as const)("wasm and cpu go the same way with %s features", async (kind) => {
    const task = smallTask(kind);
    const options = { ...OPTIONS, dropout: 0.2 };
    const wasm = await logitsOf(task, options, 6);
    const cpu = await logitsOf(task, { ...options, backend: "cpu" }, 6);
    wasm.forEach((logits, step) => {
      expect(distance(logits, cpu[step]), `step ${step}`).toBeLessThan(1e-4);
    });
  });

  test("dropout changes the steps but not the logits they report", async () => {
    const [plain, dropped] = await Promise.all(
      [0, 0.5].map((dropout) => logitsOf(smallTask(), { ...OPTIONS, dropout }, 2)),
    );
    expect(dropped[0]).toEqual(plain[0]);
    expect(dropped[1]).not.toEqual(plain[1]);
  });

  test.each(BACKENDS)("leaves no tensor behind on %s", async (backend) => {
    await selectBackend(backend);
    const before = tf.memory().numTensors;
    const counts = new Set<number>();
    const onEpoch = () => void counts.add(tf.memory().numTensors);
    await trainVertexClassifier(smallTask(), { ...OPTIONS, backend, dropout: 0.2, epochs: 5, onEpoch });
    expect(counts.size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("a graph with one vertex, without an edge", async () => {
    const { adjacency } = buildAdjacency({ vertexCount: 1, sources: [], targets: [] });
    const only = Uint32Array.of(0);
    const result = await trainVertexClassifier(
      {
        adjacency,
        features: { kind: "dense", rows: 1, columns: 1, values: Float32Array.of(1) },
        labels: Int32Array.of(0),
        classCount: 1,
        split: { train: only, validation: only, test: only },
      },
      { ...OPTIONS, epochs: 3 },
    );
    expect(result).toMatchObject({ testAccuracy: 1, bestEpoch: 1, loss: 0 });
  });

  test("an aborted signal stops it between two epochs and frees everything", async () => {
    await selectBackend("wasm");
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const onEpoch = ({ epoch }: EpochRecord) => epoch === 7 && controller.abort();
    const run = trainVertexClassifier(smallTask(), { ...OPTIONS, signal: controller.signal, onEpoch });
    await expect(run).rejects.toThrow(InterruptedError);
    await expect(run).rejects.toThrow("after 7 epochs");
    expect(tf.memory().numTensors).toBe(before);
  });

  test("timers run while it trains", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const options = { ...OPTIONS, epochs: 1_000_000, patience: 1_000_000, signal: controller.signal };
    await expect(trainVertexClassifier(smallTask(), options)).rejects.toThrow(InterruptedError);
  });

  test("a loss that is no number is an error that names the epoch", async () => {
    const run = trainVertexClassifier(smallTask(), { ...OPTIONS, learningRate: 1e38 });
    await expect(run).rejects.toThrow(DivergenceError);
    await expect(run).rejects.toThrow(/got NaN in epoch 2; use a learning rate below 1e\+38/);
  });
});

describe("what does not fit is turned away at the door", () => {
  const task = smallTask("dense");
  const { features, labels, split } = task;
  const values = features.values as Float32Array;
  const changes: [string, Partial<VertexTask>, string][] = [
    ["too few feature rows", { features: { ...features, rows: 29 } }, "features: expected 30 rows"],
    ["no feature columns", { features: { ...features, columns: 0 } }, "at least one column"],
    [
      "NaN features",
      { features: { ...features, values: values.with(25, Number.NaN) } },
      "got NaN in the row of vertex 2",
    ],
    ["too few labels", { labels: labels.slice(1) }, "labels: expected 30"],
    ["a label that is no class", { labels: labels.with(4, 3) }, "got 3 at vertex 4"],
    ["no class", { classCount: 0 }, "classes: expected"],
    ["an empty part", { split: { ...split, validation: new Uint32Array(0) } }, "one validation vertex"],
    ["a vertex out of range", { split: { ...split, test: Uint32Array.of(30) } }, "test vertices below 30"],
    ["an unlabelled vertex", { labels: labels.with(split.train[0], -1) }, "without a label"],
    ["a directed graph", { adjacency: { ...task.adjacency, directed: true } }, "undirected"],
    ["no vertex", { adjacency: { ...task.adjacency, vertexCount: 0 } }, "at least one vertex"],
  ];
  test.each(changes)("%s", async (_, change, message) => {
    const run = trainVertexClassifier({ ...task, ...change }, OPTIONS);
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(message);
  });

  test("NaN in sparse features names the vertex", async () => {
    const sparse = smallTask("sparse");
    const features = sparse.features as Extract<VertexTask["features"], { kind: "sparse" }>;
    const vertex = features.offsets.findIndex((offset, v) => v > 10 && features.offsets[v + 1] > offset);
    const bad = features.values.with(features.offsets[vertex], Number.NaN);
    const run = trainVertexClassifier({ ...sparse, features: { ...features, values: bad } }, OPTIONS);
    await expect(run).rejects.toThrow(`the row of vertex ${vertex}`);
  });

  test.each([
    [
      { model: "gnc" },
      'model: expected one of gcn, gin, gin-0, gat, gatv2, sage, sage-max, resgcn, product, rgcn, relational-product, got "gnc"',
    ],
    [{ model: "toString" }, 'got "toString"'],
    [{ model: "gat", hidden: 10 }, "hidden: expected a multiple of 4, the number of attention heads, got 10"],
    [{ layers: 0 }, "layers: expected an integer >= 1, got 0"],
    [{ hidden: 1.5 }, "hidden: expected an integer >= 1, got 1.5"],
    [{ learningRate: 0 }, "learningRate: expected a number > 0, got 0"],
    [{ weightDecay: -1 }, "weightDecay: expected a number >= 0, got -1"],
    [{ dropout: 1 }, "dropout: expected a number in [0, 1), got 1"],
    [{ epochs: Number.NaN }, "epochs: expected an integer >= 1, got NaN"],
    [{ patience: 0 }, "patience: expected"],
    [{ minImprovement: Number.POSITIVE_INFINITY }, "minImprovement: expected"],
    [{ seed: -1 }, "seed: expected"],
    [{ backend: "webgl" }, "backend: expected one of auto, tensorflow, wasm, wasm-relaxed, webgpu, cpu"],
  ])("option %o", async (option, message) => {
    const run = trainVertexClassifier(task, { ...OPTIONS, ...option });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(message);
  });

  test("an option given as undefined takes its default", () => {
    expect(trainSettings({ model: "gcn", hidden: undefined }).hidden).toBe(64);
  });
});
