import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { type Adjacency, subgraphOfEdges } from "../../../src/graph/adjacency.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { neighborMatrix, normalizedAdjacency } from "../../../src/nn/layers/aggregation-matrices.js";
import { EVALUATION } from "../../../src/nn/layers/layer.js";
import {
  maskedAdjacency,
  maskedEntries,
  maskedNormalizedAdjacency,
} from "../../../src/nn/layers/masked-adjacency.js";
import { disposeFeatures, uploadFeatures } from "../../../src/nn/layers/vertex-matrix.js";
import { softmaxCrossEntropy } from "../../../src/nn/losses/softmax-cross-entropy.js";
import { modelByName } from "../../../src/nn/models/models.js";
import { disposeSparseMatrix, uploadSparseMatrix } from "../../../src/nn/ops/sparse-matrix.js";
import { maskEdges } from "../../../src/nn/training/mask-edges.js";
import { trainVertexClassifier } from "../../../src/nn/training/train.js";
import { trainEdgeMask } from "../../../src/nn/training/train-edge-mask.js";
import { createRandom } from "../../../src/random.js";
import { smallTask } from "../../generators/small-task.js";
import { crossEntropy, denseFeatures, gcnLogits, type Matrix } from "../../oracles/dense-ops.js";
import { BACKENDS } from "../../support/backends.js";
import { distance, normals } from "../../support/kernel-harness.js";

const task = smallTask("sparse");
const { adjacency, features, labels, classCount, split } = task;
const { edgeCount, vertexCount } = adjacency;
/** Away from zero, some of them negative. */
const someMask = Float64Array.from(
  normals(edgeCount, 4),
  (x, e) => (e % 7 === 0 ? -1 : 1) * (0.2 + Math.abs(x)),
);

/** D^-1/2 (M * A + I) D^-1/2 in float64, written out from the edge list. */
function denseMasked({ vertexCount: size, sources, targets }: Adjacency, mask: Float64Array): Matrix {
  const values = new Float64Array(size * size);
  for (let v = 0; v < size; v++) values[v * size + v] = 1;
  for (let e = 0; e < mask.length; e++) {
    values[sources[e] * size + targets[e]] = mask[e];
    values[targets[e] * size + sources[e]] = mask[e];
  }
  const degrees = Array.from({ length: size }, (_, v) =>
    values.subarray(v * size, (v + 1) * size).reduce((sum, value) => sum + Math.abs(value), 0),
  );
  const scaled = values.map(
    (value, k) => value / Math.sqrt(degrees[Math.floor(k / size)] * degrees[k % size]),
  );
  return { rows: size, columns: size, values: scaled };
}

describe.each(BACKENDS)("on %s", (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
  });

  test("a mask of ones gives the matrices of the graph without one, entry by entry", () => {
    const ones = tf.ones([edgeCount]) as tf.Tensor1D;
    for (const [weigh, matrix, loops] of [
      [maskedNormalizedAdjacency, normalizedAdjacency(adjacency), true],
      [maskedAdjacency, neighborMatrix(adjacency), false],
    ] as const) {
      const entries = maskedEntries(adjacency, loops);
      expect([...entries.columns]).toEqual([...matrix.indices]);
      expect(distance(weigh(entries, ones).dataSync(), matrix.values)).toBeLessThan(1e-7);
    }
  });

  test.each([
    ["entries", false],
    ["normalized", true],
  ] as const)("values and gradients of a mask into the %s", (use, loops) => {
    const entries = maskedEntries(adjacency, loops);
    const at = (mask: Float64Array) => {
      if (use === "entries") return Float64Array.from(entries.edges, (e) => mask[e]);
      const dense = denseMasked(adjacency, mask).values;
      return Float64Array.from(entries.rows, (row, k) => dense[row * vertexCount + entries.columns[k]]);
    };
    const weights = normals(entries.edges.length, 5);
    const loss = (mask: Float64Array) => at(mask).reduce((sum, value, k) => sum + value * weights[k], 0);
    const op = (mask: tf.Tensor) =>
      (use === "entries" ? maskedAdjacency : maskedNormalizedAdjacency)(entries, mask as tf.Tensor1D);
    tf.tidy(() => {
      const mask = tf.tensor1d(Float32Array.from(someMask));
      expect(distance(op(mask).dataSync(), at(someMask))).toBeLessThan(1e-6);
      const gradient = tf
        .grad((m) => op(m))(mask, tf.tensor(weights, [weights.length, 1]))
        .dataSync();
      const expected = someMask.map((value, e) => {
        const moved = (by: number) => loss(someMask.with(e, value + by));
        return (moved(1e-6) - moved(-1e-6)) / 2e-6;
      });
      expect(distance(gradient, expected)).toBeLessThan(2e-5);
    });
  });

  test("the gradient of a whole GCN's loss to the mask, by the float64 reference", () => {
    const definition = modelByName("gcn");
    const shape = { inputs: features.columns, hidden: 8, layers: 2, classes: classCount, dropout: 0 };
    const model = maskEdges("gcn", definition.create(shape, createRandom(3)), adjacency);
    const parameters = [tf.tensor1d(Float32Array.from(someMask)), ...model.parameters.slice(1)];
    const uploaded = uploadFeatures(features);
    const aggregationMatrix = uploadSparseMatrix(definition.aggregationMatrix(adjacency), true);
    const own = tf.tensor1d(labels, "int32");
    const train = tf.tensor1d(Int32Array.from(split.train), "int32");
    const { value, grads } = tf.valueAndGrads((...at: tf.Tensor[]) =>
      softmaxCrossEntropy(model.apply(at, aggregationMatrix, uploaded, EVALUATION), own, train),
    )(parameters);
    const x = denseFeatures(features);
    const exact = parameters.slice(1).map((parameter) => Float64Array.from(parameter.dataSync()));
    const loss = (mask: Float64Array) =>
      crossEntropy(
        gcnLogits(denseMasked(adjacency, mask), x, exact, classCount),
        classCount,
        labels,
        split.train,
      );
    const rounded = Float64Array.from(parameters[0].dataSync());
    expect(value.dataSync()[0]).toBeCloseTo(loss(rounded), 5);
    const gradient = grads[0].dataSync();
    for (let e = 0; e < edgeCount; e += 3) {
      const moved = (by: number) => loss(rounded.with(e, rounded[e] + by));
      const expected = (moved(1e-5) - moved(-1e-5)) / 2e-5;
      expect(Math.abs(gradient[e] - expected), `edge ${e}`).toBeLessThan(1e-5 + 1e-4 * Math.abs(expected));
    }
    disposeFeatures(uploaded);
    disposeSparseMatrix(aggregationMatrix);
  });

  test.each(["gcn", "gin", "gin-0", "resgcn"])(
    "%s: a mask of zeros and ones computes what the pruned graph does",
    (name) => {
      const definition = modelByName(name);
      const shape = { inputs: features.columns, hidden: 8, layers: 3, classes: classCount, dropout: 0 };
      const kept = Uint32Array.from({ length: edgeCount }, (_, e) => e).filter((e) => e % 3 !== 0);
      const outputs = (graph: Adjacency, masked: boolean) =>
        tf.tidy(() => {
          const bare = definition.create(shape, createRandom(3));
          const model = masked ? maskEdges(name, bare, graph) : bare;
          const mask = tf.tensor1d(Float32Array.from({ length: edgeCount }, (_, e) => (e % 3 === 0 ? 0 : 1)));
          const parameters = masked ? [mask, ...model.parameters.slice(1)] : model.parameters;
          const aggregationMatrix = uploadSparseMatrix(definition.aggregationMatrix(graph), true);
          const pass = { statistics: model.statistics ?? [] };
          return model.apply(parameters, aggregationMatrix, uploadFeatures(features), pass).dataSync();
        });
      expect(
        distance(outputs(adjacency, true), outputs(subgraphOfEdges(adjacency, kept), false)),
      ).toBeLessThan(1e-5);
    },
  );

  test("training: same seed, same bits; a heavier penalty, a smaller mask; nothing is left on the backend", async () => {
    const options = { model: "gcn", epochs: 30, hidden: 8, layers: 2, learningRate: 0.02, backend, seed: 1 };
    const before = tf.memory().numTensors;
    const free = await trainEdgeMask(task, { ...options, l1: 0 });
    expect(tf.memory().numTensors).toBe(before);
    expect(await trainEdgeMask(task, { ...options, l1: 0 })).toMatchObject({ mask: free.mask, epochs: 30 });
    const heavy = await trainEdgeMask(task, { ...options, l1: 0.1 });
    const norm = (mask: Float32Array) => mask.reduce((sum, m) => sum + Math.abs(m), 0);
    expect(norm(heavy.mask)).toBeLessThan(0.8 * norm(free.mask));
    expect(new Set(free.mask).size).toBeGreaterThan(edgeCount / 2);
  });
});

test("without steps to move it the mask starts where the model has none: the first epoch's accuracies are equal", async () => {
  const options = { model: "gin", epochs: 1, hidden: 8, layers: 2, backend: "wasm", seed: 1 };
  const plain = await trainVertexClassifier(task, options);
  const masked = await trainEdgeMask(task, { ...options, l1: 0.01 });
  expect(masked.validationAccuracy).toBe(plain.validationAccuracy);
});

test.each([
  [{ model: "gat", l1: 0.01 }, /edge mask: expected one of the models gcn, gin, gin-0, resgcn, got gat/],
  [{ model: "gcn", l1: -1 }, /l1: expected a number >= 0, got -1/],
])("%j is refused", async (options, message) => {
  const run = trainEdgeMask(task, { backend: "cpu", ...options });
  await expect(run).rejects.toThrow(InputError);
  await expect(run).rejects.toThrow(message);
});
