import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import {
  neighborMatrix,
  neighborMeanMatrix,
  normalizedAdjacency,
} from "../../../src/nn/layers/aggregation-matrices.js";
import { dropoutLayer } from "../../../src/nn/layers/dropout-layer.js";
import { gcnLayer } from "../../../src/nn/layers/gcn-layer.js";
import { genLayer } from "../../../src/nn/layers/gen-layer.js";
import { ginLayer } from "../../../src/nn/layers/gin-layer.js";
import { EVALUATION, type Layer, residual, sequence } from "../../../src/nn/layers/layer.js";
import { batchNormLayer } from "../../../src/nn/layers/normalization-layers.js";
import { productLayer } from "../../../src/nn/layers/product-layer.js";
import { sageLayer, sageMaxLayer } from "../../../src/nn/layers/sage-layer.js";
import { uploadSparseMatrix } from "../../../src/nn/ops/sparse-matrix.js";
import { createRandom } from "../../../src/random.js";
import { dense } from "../../generators/sparse-matrices.js";
import * as reference from "../../oracles/float64-models.js";
import { distance, normals } from "../../support/kernel-harness.js";

/** A star of four rays and an isolated vertex. */
const { adjacency } = buildAdjacency({ vertexCount: 6, sources: [0, 0, 0, 0], targets: [1, 2, 3, 4] });
const neighbors = reference.neighborLists(adjacency);

beforeAll(async () => {
  await selectBackend("wasm");
});

/** A training pass that keeps what the layer's statistics become. */
function training(layer: Layer) {
  const seen: Float32Array[] = [];
  const onStatistics = (statistics: readonly tf.Tensor[]) => {
    for (const tensor of statistics) seen.push(tensor.dataSync().slice() as Float32Array);
  };
  const pass = {
    statistics: layer.statistics ?? [],
    training: { dropoutSeeds: createRandom(0), onStatistics },
  };
  return { seen, pass };
}

test("a GIN with fixed epsilon is the one with a trained epsilon of zero", () => {
  const fixed = ginLayer(5, 8, createRandom(1), { trainEpsilon: false });
  expect(fixed.parameters.map(({ shape }) => shape)).toEqual([[5, 8], [8], [8], [8, 8], [8], [8]]);
  const x = normals(30, 1);
  const input = { kind: "hidden", matrix: tf.tensor2d(x, [6, 5]) } as const;
  const aggregationMatrix = uploadSparseMatrix(neighborMatrix(adjacency), true);
  const parameters = fixed.parameters.map((parameter) => Float64Array.from(parameter.dataSync()));
  const values = [Float64Array.of(0), ...parameters];
  const expected = reference.gin(reference.rowsOf(x, 5), neighbors, () => values.shift() as Float64Array);
  const actual = fixed.apply(fixed.parameters, aggregationMatrix, input, training(fixed).pass);
  expect(distance(actual.dataSync(), expected.flat())).toBeLessThan(1e-5);
});

test("product aggregation by the papers' equation, with zero factors, and its gradient", () => {
  const layer = productLayer(3, 3, createRandom(1));
  const aggregationMatrix = uploadSparseMatrix(normalizedAdjacency(adjacency), true);
  // The identity as weights, so that zeros among the features are zero factors.
  const identity = tf.tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]);
  const x = normals(18, 2).map((value, k) => (k % 4 === 0 ? 0 : value));
  const y = (at: ArrayLike<number>) =>
    neighbors.flatMap((list, v) =>
      [0, 1, 2].map((c) => list.reduce((value, u) => value * at[3 * u + c], at[3 * v + c])),
    );
  const weights = normals(18, 3);
  const apply = (matrix: tf.Tensor) =>
    layer.apply([identity], aggregationMatrix, { kind: "hidden", matrix: matrix as tf.Tensor2D }, EVALUATION);
  const input = tf.tensor2d(x, [6, 3]);
  expect(distance(apply(input).dataSync(), y(x))).toBeLessThan(1e-6);
  const gradient = tf
    .grad(apply)(input, tf.tensor2d(weights, [6, 3]))
    .dataSync();
  const exact = Float64Array.from(x);
  const expected = exact.map((value, k) => {
    const at = (by: number) =>
      y(exact.with(k, value + by)).reduce((sum, entry, o) => sum + entry * weights[o], 0);
    // Linear in each factor: a wide difference is exact.
    return at(0.5) - at(-0.5);
  });
  expect(distance(gradient, expected)).toBeLessThan(1e-6);
});

test.each([
  ["GCN", gcnLayer, normalizedAdjacency],
  ["GIN", ginLayer, neighborMatrix],
  ["GraphSAGE", sageLayer, neighborMeanMatrix],
] as const)(
  "a %s layer with edge weights, and its gradient to them by finite differences",
  (_, create, matrixOf) => {
    const layer = create(4, 6, createRandom(4));
    const matrix = matrixOf(adjacency);
    const x = normals(24, 6);
    const input = { kind: "hidden", matrix: tf.tensor2d(x, [6, 4]) } as const;
    const uploaded = uploadSparseMatrix(matrix);
    const shift = layer.parameters.map(({ shape, size }, k) => tf.tensor(normals(size, 30 + k), shape));
    const values = matrix.values.map((value, k) => value * (1 + 0.3 * Math.sin(k)));
    const direction = normals(36, 7);
    const run = (weights: tf.Tensor) =>
      layer.apply(shift, { ...uploaded, weights: weights as tf.Tensor2D }, input, training(layer).pass);
    const weights = tf.tensor2d(values, [values.length, 1]);
    const plain = layer.apply(shift, uploadSparseMatrix({ ...matrix, values }), input, training(layer).pass);
    expect(distance(run(weights).dataSync(), plain.dataSync())).toBeLessThan(1e-6);
    const gradient = tf
      .grad(run)(weights, tf.tensor2d(direction, [6, 6]))
      .dataSync();
    const lossAt = (at: Float32Array) => {
      const aggregationMatrix = uploadSparseMatrix({ ...matrix, values: at });
      const output = layer.apply(shift, aggregationMatrix, input, training(layer).pass).dataSync();
      return direction.reduce((sum, value, k) => sum + value * output[k], 0);
    };
    const expected = Array.from(values, (value, k) => {
      const step = 2 ** -9;
      return (lossAt(values.with(k, value + step)) - lossAt(values.with(k, value - step))) / (2 * step);
    });
    // The differences are of float32 losses.
    expect(distance(gradient, expected)).toBeLessThan(5e-3);
  },
);

/** max over the neighbours j of v of w(v, j) rows[j], 0 where there is none; w in the order of the matrix's entries */
function weightedMax(rows: reference.Rows, weights: ArrayLike<number>): reference.Rows {
  const { offsets, indices } = neighborMatrix(adjacency);
  return rows.map((row, v) =>
    row.map((_, c) => {
      const own = Array.from({ length: offsets[v + 1] - offsets[v] }, (_, k) => offsets[v] + k);
      return own.length === 0 ? 0 : Math.max(...own.map((k) => weights[k] * rows[indices[k]][c]));
    }),
  );
}

test.each([
  [
    "ResGCN's",
    genLayer,
    (x: reference.Rows, w: ArrayLike<number>, take: reference.Take) =>
      reference.linear(reference.add(x, reference.relu(weightedMax(x, w))), take(), take()),
  ],
  [
    "a max-pooling GraphSAGE",
    sageMaxLayer,
    (x: reference.Rows, w: ArrayLike<number>, take: reference.Take) => {
      const messages = reference.relu(reference.linear(x, take(), take()));
      const largest = reference.linear(weightedMax(messages, w), take());
      return reference.relu(reference.add(largest, reference.linear(x, take(), take())));
    },
  ],
] as const)(
  "%s layer with edge weights by its definition, and its gradient to them",
  (_, create, definition) => {
    const layer = create(4, 6, createRandom(4));
    const x = normals(24, 6);
    const uploaded = uploadSparseMatrix(neighborMatrix(adjacency), true);
    const parameters = layer.parameters.map(({ shape, size }, k) => tf.tensor(normals(size, 30 + k), shape));
    const values = Float32Array.from({ length: 8 }, (_, k) => 1 + 0.3 * Math.sin(k));
    const input = { kind: "hidden", matrix: tf.tensor2d(x, [6, 4]) } as const;
    const run = (weights: tf.Tensor) =>
      layer.apply(parameters, { ...uploaded, weights: weights as tf.Tensor2D }, input, EVALUATION);
    const exact = parameters.map((parameter) => Float64Array.from(parameter.dataSync()));
    const valuesAt = (at: Float64Array) => {
      let next = 0;
      return definition(reference.rowsOf(x, 4), at, () => exact[next++]).flat();
    };
    const weights = tf.tensor2d(values, [8, 1]);
    const exactWeights = Float64Array.from(values);
    expect(distance(run(weights).dataSync(), valuesAt(exactWeights))).toBeLessThan(1e-5);
    const direction = normals(36, 7);
    const lossAt = (at: Float64Array) =>
      valuesAt(at).reduce((sum, value, k) => sum + value * direction[k], 0);
    const expected = exactWeights.map(
      (value, k) =>
        (lossAt(exactWeights.with(k, value + 1e-6)) - lossAt(exactWeights.with(k, value - 1e-6))) / 2e-6,
    );
    const gradient = tf
      .grad(run)(weights, tf.tensor2d(direction, [6, 6]))
      .dataSync();
    expect(distance(gradient, expected)).toBeLessThan(1e-4);
  },
);

test("means over the neighbours, none for an isolated vertex", () => {
  const rows = reference.rowsOf(dense(neighborMeanMatrix(adjacency)), 6);
  expect(rows[0]).toEqual([0, 0.25, 0.25, 0.25, 0.25, 0]);
  expect(rows[3]).toEqual([1, 0, 0, 0, 0, 0]);
  expect(rows[5]).toEqual([0, 0, 0, 0, 0, 0]);
});

describe("layers within layers", () => {
  let nested: Layer;
  beforeAll(() => {
    const [first, second, third] = [1, 2, 3].map(() => batchNormLayer(4));
    nested = sequence([first, residual(sequence([second, dropoutLayer(0.5)])), third]);
  });
  const aggregationMatrix = () => uploadSparseMatrix(neighborMatrix(adjacency), true);
  const x = normals(24, 5).map((value) => 3 * value + 1);

  test("hand parameters and statistics to their owners, in order", () => {
    expect(nested.parameters).toHaveLength(6);
    expect(nested.statistics).toHaveLength(6);
    const { seen, pass } = training(nested);
    const input = { kind: "hidden", matrix: tf.tensor2d(x, [6, 4]) } as const;
    nested.apply(nested.parameters, aggregationMatrix(), input, pass);
    expect(seen).toHaveLength(6);
    const rows = reference.rowsOf(x, 4);
    const means = [0, 1, 2, 3].map((c) => rows.reduce((sum, row) => sum + row[c], 0) / 6);
    expect(
      distance(
        seen[0],
        means.map((mean) => 0.1 * mean),
      ),
    ).toBeLessThan(1e-5);
    // What comes to the second is normal: mean zero, variance one, with the divisor rows - 1 6/5.
    for (const mean of seen[2]) expect(mean).toBeCloseTo(0, 6);
    for (const variance of seen[3]) expect(variance).toBeCloseTo(0.9 + 0.1 * (6 / 5), 4);
  });

  test("drop nothing in evaluation, and give the same each time", () => {
    const input = { kind: "hidden", matrix: tf.tensor2d(x, [6, 4]) } as const;
    const pass = { statistics: nested.statistics ?? [] };
    const [once, again] = [1, 2].map(() => nested.apply(nested.parameters, aggregationMatrix(), input, pass));
    expect(once.dataSync()).toEqual(again.dataSync());
    // With fresh statistics each norm divides by sqrt(1 + 1e-5) alone, and the residual doubles.
    expect(
      distance(
        once.dataSync(),
        x.map((value) => 2 * value),
      ),
    ).toBeLessThan(1e-4);
  });
});
