import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { selectGraphs } from "../../../src/graph/select-graphs.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { graphMatrix, readoutLayer } from "../../../src/nn/layers/readout-layer.js";
import { READOUT_NAMES } from "../../../src/nn/layers/readout-names.js";
import { LOSS_NAMES } from "../../../src/nn/losses/loss-names.js";
import { MODEL_NAMES } from "../../../src/nn/models/model-names.js";
import { applyModel } from "../../../src/nn/models/trained-model.js";
import { uploadSparseMatrix } from "../../../src/nn/ops/sparse-matrix.js";
import type { GraphTask } from "../../../src/nn/training/task.js";
import { trainGraphClassifier } from "../../../src/nn/training/train.js";
import type { EpochRecord } from "../../../src/nn/training/training-session.js";
import { smallCollection } from "../../generators/small-collection.js";
import { BACKENDS } from "../../support/backends.js";
import { distance, normals } from "../../support/kernel-harness.js";

const OPTIONS = {
  model: "gin",
  hidden: 16,
  layers: 2,
  learningRate: 1e-2,
  epochs: 60,
  backend: "wasm",
} as const;

describe.each(BACKENDS)("readouts on %s", (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
  });

  const reduce = {
    mean: (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
    sum: (values: number[]) => values.reduce((sum, value) => sum + value, 0),
    max: (values: number[]) => (values.length === 0 ? 0 : Math.max(...values)),
    product: (values: number[]) => values.reduce((product, value) => product * value, 1),
  };

  test.each(READOUT_NAMES)("%s by its definition, with its gradient; a graph may be empty", (name) => {
    const offsets = Uint32Array.of(0, 3, 3, 4, 9);
    const layer = readoutLayer(name);
    const graphs = uploadSparseMatrix(graphMatrix(offsets, name));
    const x = normals(45, 1);
    x[3] = 0;
    const valuesAt = (at: ArrayLike<number>) =>
      Array.from({ length: 20 }, (_, k) => {
        const [g, c] = [Math.floor(k / 5), k % 5];
        const own = Array.from(
          { length: offsets[g + 1] - offsets[g] },
          (_, v) => at[(offsets[g] + v) * 5 + c],
        );
        return reduce[name](own);
      });
    const run = (matrix: tf.Tensor) =>
      layer.apply([], graphs, { kind: "hidden", matrix: matrix as tf.Tensor2D }, { statistics: [], graphs });
    const input = tf.tensor2d(x, [9, 5]);
    expect(distance(run(input).dataSync(), valuesAt(x))).toBeLessThan(1e-6);
    const weights = normals(20, 2);
    const gradient = tf
      .grad(run)(input, tf.tensor2d(weights, [4, 5]))
      .dataSync();
    const exact = Float64Array.from(x);
    const loss = (at: Float64Array) => valuesAt(at).reduce((sum, value, k) => sum + value * weights[k], 0);
    const expected = exact.map(
      (value, k) => (loss(exact.with(k, value + 1e-6)) - loss(exact.with(k, value - 1e-6))) / 2e-6,
    );
    expect(distance(gradient, expected)).toBeLessThan(1e-5);
  });
});

test("a readout without graphs says so", () => {
  const matrix = tf.zeros([2, 2]) as tf.Tensor2D;
  const run = () =>
    readoutLayer("mean").apply([], {} as never, { kind: "hidden", matrix }, { statistics: [] });
  expect(run).toThrow("expected a batch of graphs");
});

describe("training", () => {
  test.each(["gcn", "gin", "gin-0", "resgcn", "sage-max", "rgcn"])(
    "%s tells rings from stars",
    async (model) => {
      const result = await trainGraphClassifier(smallCollection(), { ...OPTIONS, model });
      expect(result.validationAccuracy).toBeGreaterThan(0.85);
      expect(result.testAccuracy).toBeGreaterThan(0.85);
      expect(result.predictions).toHaveLength(80);
      expect(result.scores).toHaveLength(160);
    },
  );

  test.each(READOUT_NAMES)("with the readout %s", async (readout) => {
    const result = await trainGraphClassifier(smallCollection(), { ...OPTIONS, readout, layers: 1 });
    // Products of many factors fit, and say little of other graphs.
    expect(readout === "product" ? result.best.trainAccuracy : result.testAccuracy).toBeGreaterThan(0.85);
  });

  test.each(LOSS_NAMES)("by the loss %s", async (loss) => {
    const records: EpochRecord[] = [];
    const onEpoch = (record: EpochRecord) => void records.push(record);
    const result = await trainGraphClassifier(smallCollection(), { ...OPTIONS, loss, onEpoch });
    expect(result.testAccuracy).toBeGreaterThan(0.8);
    expect(records[59].loss).toBeLessThan(records[0].loss / 2);
  });

  test.each(MODEL_NAMES)("%s classifies graphs, too", async (model) => {
    const task = smallCollection(16);
    const result = await trainGraphClassifier(task, { ...OPTIONS, model, hidden: 8, epochs: 2 });
    expect(Number.isFinite(result.loss)).toBe(true);
    // Each graph alone is what it is among the others.
    const alone = selectGraphs(task, Uint32Array.of(5));
    const { scores } = applyModel(result.trained, alone);
    expect(distance(scores, result.scores.subarray(10, 12))).toBeLessThan(1e-5);
  });

  test("where the training accuracy is watched, the other parts are looked at once, at the end", async () => {
    const task = smallCollection();
    const split = { ...task.split, validation: new Uint32Array(0) };
    const records: EpochRecord[] = [];
    const result = await trainGraphClassifier(
      { ...task, split },
      { ...OPTIONS, model: "gcn", monitor: "train", onEpoch: (record) => void records.push(record) },
    );
    const best = Math.max(...records.map(({ trainAccuracy }) => trainAccuracy));
    expect(result.best).toEqual(records.find(({ trainAccuracy }) => trainAccuracy === best));
    expect(result).toMatchObject({ validationAccuracy: null, bestEpoch: result.best.epoch });
    expect(records[3]).toMatchObject({ validationAccuracy: null, testAccuracy: null });
    expect(result.testAccuracy).toBeGreaterThan(0.85);
  });

  test.each(BACKENDS)("leaves no tensor behind on %s", async (backend) => {
    await selectBackend(backend);
    const before = tf.memory().numTensors;
    const options = { ...OPTIONS, backend, epochs: 4, dropout: 0.2 };
    const counts = new Set<number>();
    const onEpoch = () => void counts.add(tf.memory().numTensors);
    await trainGraphClassifier(smallCollection(16), { ...options, onEpoch });
    expect(tf.memory().numTensors).toBe(before);
  });

  test("learns from the training graphs alone", async () => {
    const task = smallCollection();
    const begin = 3 * task.offsets[20];
    const values = task.features.values.map((value, k) => (k < begin ? value : 100 * value));
    const split = { ...task.split, train: Uint32Array.of(0, 1, 4, 5), validation: Uint32Array.of(2, 3) };
    const [first, second] = await Promise.all(
      [task.features.values as Float32Array, values].map((own) =>
        trainGraphClassifier(
          { ...task, split, features: { ...task.features, values: own } as GraphTask["features"] },
          { ...OPTIONS, epochs: 5 },
        ),
      ),
    );
    expect(second.trained).toEqual(first.trained);
    expect(second.scores).not.toEqual(first.scores);
  });
});

describe("what does not fit is turned away at the door", () => {
  const task = smallCollection(40);
  const none = new Uint32Array(0);
  const changes: [string, Partial<GraphTask>, string][] = [
    ["no graph", { offsets: Uint32Array.of(0) }, "graphs: expected at least one"],
    ["offsets that end early", { offsets: task.offsets.slice(0, 40) }, "graphs: expected vertices from 0 to"],
    ["descending offsets", { offsets: task.offsets.with(1, 30) }, "ends early"],
    ["an edge between graphs", { offsets: task.offsets.with(1, task.offsets[1] - 1) }, "within one graph"],
    ["too few labels", { labels: task.labels.slice(1) }, "labels: expected 40, one for each graph, got 39"],
    ["a label that is no class", { labels: task.labels.with(4, 2) }, "got 2 at graph 4"],
    ["no training graph", { split: { ...task.split, train: none } }, "one train graph, got none"],
    ["no validation graph", { split: { ...task.split, validation: none } }, "one validation graph"],
    ["a graph out of range", { split: { ...task.split, test: Uint32Array.of(40) } }, "test graphs below 40"],
    ["a graph without a label", { labels: task.labels.with(0, -1) }, "got graph 0 without a label"],
    ["three classes by binary cross-entropy", { classCount: 3 }, "expected two classes, got 3"],
    ["directed graphs", { adjacency: { ...task.adjacency, directed: true } }, "undirected graphs"],
  ];
  test.each(changes)("%s", async (_, change, message) => {
    const run = trainGraphClassifier({ ...task, ...change }, { ...OPTIONS, loss: "binary-cross-entropy" });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(message);
  });
});
