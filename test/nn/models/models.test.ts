import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { uploadFeatures } from "../../../src/nn/layers/vertex-matrix.js";
import { softmaxCrossEntropy } from "../../../src/nn/losses/softmax-cross-entropy.js";
import { MODELS, modelByName } from "../../../src/nn/models/models.js";
import { uploadSparseMatrix } from "../../../src/nn/ops/sparse-matrix.js";
import { trainVertexClassifier } from "../../../src/nn/training/train.js";
import { trainSettings } from "../../../src/nn/training/train-options.js";
import { createVertexTrainer } from "../../../src/nn/training/vertex-trainer.js";
import { createRandom } from "../../../src/random.js";
import { smallTask } from "../../generators/small-task.js";
import { crossEntropy, denseFeatures } from "../../oracles/dense-ops.js";
import * as reference from "../../oracles/float64-models.js";
import { neighborLists, rowsOf } from "../../oracles/float64-models.js";
import { BACKENDS } from "../../support/backends.js";
import { distance, normals } from "../../support/kernel-harness.js";

const DEPTH = 2;

/** Every model's logits in training mode without dropout, by its definition. */
const references: Readonly<
  Record<string, (x: reference.Rows, neighbors: readonly number[][], take: reference.Take) => reference.Rows>
> = {
  gin: reference.classifier(reference.gin, DEPTH),
  resgcn: reference.resgcn(DEPTH),
  gat: reference.classifier(reference.gat, DEPTH),
  gatv2: reference.classifier(reference.gatv2, DEPTH),
  sage: reference.classifier(reference.sage, DEPTH),
  product: reference.classifier(reference.product, DEPTH),
  "gin-0": reference.classifier(reference.gin0, DEPTH),
  "sage-max": reference.classifier(reference.sageMax, DEPTH),
  // One type of edge, both ways; directions and several types are with the relational layers.
  rgcn: (x, neighbors, take) => reference.classifier(reference.rgcn([neighbors]), DEPTH)(x, neighbors, take),
  "relational-product": (x, neighbors, take) =>
    reference.classifier(reference.relationalProduct([neighbors]), DEPTH)(x, neighbors, take),
};

test("every model has a reference here; the GCN's is with the gradients of the ops", () => {
  expect([...Object.keys(references), "gcn"].sort()).toEqual(Object.keys(MODELS).sort());
});

describe.each(Object.keys(references))("%s", (name) => {
  describe.each(BACKENDS)("on %s", (backend) => {
    beforeAll(async () => {
      await selectBackend(backend);
    });

    test.each([
      ["sparse", 8],
      ["dense", 8],
      ["dense", 16],
    ] as const)("agrees with its definition, %s features and width %i", (kind, hidden) => {
      const { adjacency, features, labels, classCount, split } = smallTask(kind);
      const definition = modelByName(name);
      const shape = { inputs: features.columns, hidden, layers: DEPTH, classes: classCount, dropout: 0 };
      const model = definition.create(shape, createRandom(3));
      // Off their starting values, so that every parameter's gradient is tried where it matters.
      const parameters = model.parameters.map((parameter, k) =>
        tf.add(
          parameter,
          tf.tensor(
            normals(parameter.size, k).map((value) => 0.1 * value),
            parameter.shape,
          ),
        ),
      );
      const uploaded = uploadFeatures(features);
      const aggregationMatrix = uploadSparseMatrix(
        definition.aggregationMatrix(adjacency),
        definition.symmetric,
      );
      const labelTensor = tf.tensor1d(labels, "int32");
      const train = tf.tensor1d(Int32Array.from(split.train), "int32");
      const pass = {
        statistics: model.statistics ?? [],
        training: { dropoutSeeds: createRandom(0), onStatistics: () => undefined },
      };
      let logits = new Float32Array();
      const { value, grads } = tf.valueAndGrads((...at: tf.Tensor[]) => {
        const output = model.apply(at, aggregationMatrix, uploaded, pass);
        logits = output.dataSync().slice() as Float32Array<ArrayBuffer>;
        return softmaxCrossEntropy(output, labelTensor, train);
      })(parameters);

      const x = rowsOf(denseFeatures(features).values, features.columns);
      const neighbors = neighborLists(adjacency);
      const exact = parameters.map((parameter) => Float64Array.from(parameter.dataSync()));
      const logitsAt = (at: readonly Float64Array[]) => {
        let next = 0;
        return Float64Array.from(references[name](x, neighbors, () => at[next++]).flat());
      };
      const lossAt = (at: readonly Float64Array[]) =>
        crossEntropy(logitsAt(at), classCount, labels, split.train);
      expect(distance(logits, logitsAt(exact))).toBeLessThan(1e-5);
      expect(value.dataSync()[0]).toBeCloseTo(lossAt(exact), 5);
      const random = createRandom(8);
      grads.forEach((gradient, which) => {
        const actual = gradient.dataSync();
        for (let n = 0; n < 4; n++) {
          const k = random.integer(actual.length);
          const moved = (by: number) =>
            lossAt(exact.map((input, o) => (o === which ? input.with(k, input[k] + by) : input)));
          const expected = (moved(1e-6) - moved(-1e-6)) / 2e-6;
          expect(Math.abs(actual[k] - expected), `element ${k} of parameter ${which}`).toBeLessThan(
            1e-5 + 1e-4 * Math.abs(expected),
          );
        }
      });
      tf.dispose([value, grads]);
    });
  });

  test("learns three communities", async () => {
    // A step changes a product of many factors by more than it changes a sum.
    const learningRate = name.endsWith("product") ? 2e-3 : name === "sage-max" ? 3e-2 : 1e-2;
    const options = {
      ...{ model: name, hidden: 16, epochs: 60, backend: "wasm" },
      ...{ learningRate, weightDecay: 1e-3 },
    };
    const result = await trainVertexClassifier(smallTask(), options);
    expect(result.validationAccuracy).toBeGreaterThan(0.8);
  });

  const settings = trainSettings({ model: name, hidden: 8, learningRate: 1e-2, dropout: 0.3 });

  test("same seed, same bits, on wasm", async () => {
    await selectBackend("wasm");
    const [first, second] = [1, 2].map(() => {
      const trainer = createVertexTrainer(smallTask(), settings);
      const seen = Array.from({ length: 5 }, () => trainer.step().logits.slice());
      trainer.dispose();
      return seen;
    });
    expect(first).toEqual(second);
  });

  test.each(BACKENDS)("leaves no tensor behind on %s", async (backend) => {
    await selectBackend(backend);
    const before = tf.memory().numTensors;
    const trainer = createVertexTrainer(smallTask("dense"), settings);
    const counts = new Set<number>();
    for (let k = 0; k < 3; k++) {
      trainer.step();
      counts.add(tf.memory().numTensors);
    }
    trainer.dispose();
    expect(counts.size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test.each(Object.keys(MODELS))("%s on a graph without edges, as after full sparsification", async (model) => {
  const task = smallTask();
  const { adjacency } = buildAdjacency({ vertexCount: 30, sources: [], targets: [] });
  for (const backend of BACKENDS) {
    const options = { model, hidden: 8, layers: 2, epochs: 3, backend };
    const { loss } = await trainVertexClassifier({ ...task, adjacency }, options);
    expect(Number.isFinite(loss)).toBe(true);
  }
});

describe("evaluation of a model with batch norm", () => {
  test("goes by the running statistics of the steps before, as PyTorch does", async () => {
    await selectBackend("wasm");
    const task = smallTask();
    const definition = modelByName("gin");
    // A learning rate that changes nothing: the statistics alone move, towards those of the one batch there is.
    const still = { model: "gin", hidden: 8, layers: 1, learningRate: 1e-30, weightDecay: 0 };
    const trainer = createVertexTrainer(task, trainSettings(still));
    const seen = Array.from({ length: 300 }, () => trainer.step().logits.slice());
    trainer.dispose();
    const shape = { inputs: task.features.columns, hidden: 8, layers: 1, classes: 3, dropout: 0 };
    const model = definition.create(shape, createRandom(0, "weights"));
    const aggregationMatrix = uploadSparseMatrix(definition.aggregationMatrix(task.adjacency), true);
    const features = uploadFeatures(task.features);
    const statistics = model.statistics ?? [];
    const first = model.apply(model.parameters, aggregationMatrix, features, { statistics });
    expect(seen[0]).toEqual(first.dataSync());
    expect(distance(seen[1], seen[0])).toBeGreaterThan(1e-3);
    // In the limit, evaluation and training differ by the divisors of the variances: 29 against 30.
    const exact = model.parameters.map((parameter) => Float64Array.from(parameter.dataSync()));
    let next = 0;
    const x = rowsOf(denseFeatures(task.features).values, task.features.columns);
    const trained = reference
      .classifier(reference.gin, 1)(x, neighborLists(task.adjacency), () => exact[next++])
      .flat();
    expect(distance(seen[299], trained)).toBeLessThan(0.05);
    expect(distance(seen[299], trained)).toBeGreaterThan(1e-4);
  });
});
