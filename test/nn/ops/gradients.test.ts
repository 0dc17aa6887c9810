import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { normalizedAdjacency } from "../../../src/nn/layers/aggregation-matrices.js";
import { headScores } from "../../../src/nn/layers/attention-heads.js";
import { EVALUATION } from "../../../src/nn/layers/layer.js";
import { uploadFeatures } from "../../../src/nn/layers/vertex-matrix.js";
import { binaryCrossEntropy } from "../../../src/nn/losses/binary-cross-entropy.js";
import { meanSquaredError } from "../../../src/nn/losses/mean-squared-error.js";
import { softmaxCrossEntropy } from "../../../src/nn/losses/softmax-cross-entropy.js";
import { modelByName } from "../../../src/nn/models/models.js";
import { addSegmentMax } from "../../../src/nn/ops/add-segment-max.js";
import { attention } from "../../../src/nn/ops/attention.js";
import { type BatchNormState, batchNorm, batchNormEvaluated } from "../../../src/nn/ops/batch-norm.js";
import { addBias, biasRelu } from "../../../src/nn/ops/bias.js";
import { dropout } from "../../../src/nn/ops/dropout.js";
import { edgeSum } from "../../../src/nn/ops/edge-sum.js";
import { layerNorm } from "../../../src/nn/ops/layer-norm.js";
import { affine, matMul } from "../../../src/nn/ops/mat-mul.js";
import { segmentMax } from "../../../src/nn/ops/segment-max.js";
import { segmentProduct } from "../../../src/nn/ops/segment-product.js";
import { segmentSoftmax } from "../../../src/nn/ops/segment-softmax.js";
import { uploadSparseMatrix } from "../../../src/nn/ops/sparse-matrix.js";
import { spmm } from "../../../src/nn/ops/spmm.js";
import { weightedSegmentMax } from "../../../src/nn/ops/weighted-segment-max.js";
import { weightedSpmm } from "../../../src/nn/ops/weighted-spmm.js";
import { createRandom } from "../../../src/random.js";
import { smallTask } from "../../generators/small-task.js";
import { dense, product, randomCsr } from "../../generators/sparse-matrices.js";
import { crossEntropy, denseFeatures, denseNormalizedAdjacency, gcnLogits } from "../../oracles/dense-ops.js";
import * as reference from "../../oracles/float64-models.js";
import { BACKENDS } from "../../support/backends.js";
import { distance, normals } from "../../support/kernel-harness.js";

const stateOf = (gain: tf.Tensor, shift: tf.Tensor, running: tf.Tensor[]) =>
  ({ gain, shift, running }) as unknown as BatchNormState;

type Op = (...inputs: tf.Tensor[]) => tf.Tensor;
type Definition = (...inputs: Float64Array[]) => ArrayLike<number>;

/**
 * Values and gradients of an op against its definition in float64, the gradients by central differences of <w,
 * definition>, w random.
 */
function expectOp(op: Op, definition: Definition, shapes: number[][], tolerance = 2e-5): void {
  const inputs = shapes.map((shape, k) => normals(tf.util.sizeFromShape(shape), 10 + k));
  const exact = inputs.map((input) => Float64Array.from(input));
  const values = definition(...exact);
  const weights = normals(values.length, 99);
  const loss = (at: Float64Array[]) =>
    Array.from(definition(...at)).reduce((sum, value, k) => sum + value * weights[k], 0);
  tf.tidy(() => {
    const tensors = inputs.map((input, k) => tf.tensor(input, shapes[k]));
    const output = op(...tensors);
    expect(distance(output.dataSync(), values)).toBeLessThan(tolerance);
    const gradients = tf.grads((...at) => op(...at))(tensors, tf.tensor(weights, output.shape));
    gradients.forEach((gradient, which) => {
      const expected = exact[which].map((value, k) => {
        const moved = (by: number) =>
          loss(exact.map((input, o) => (o === which ? input.with(k, value + by) : input)));
        return (moved(1e-5) - moved(-1e-5)) / 2e-5;
      });
      expect(gradient.shape).toEqual(shapes[which]);
      expect(distance(gradient.dataSync(), expected), `gradient of input ${which}`).toBeLessThan(tolerance);
    });
  });
}

describe.each(BACKENDS)("on %s", (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
  });

  test("spmm", () => {
    const matrix = randomCsr(9, 6, 0.3, 1);
    const uploaded = uploadSparseMatrix(matrix);
    expectOp(
      (x) => spmm(uploaded, x as tf.Tensor2D),
      (x) => product(dense(matrix), x, 9, 6, 5),
      [[6, 5]],
    );
  });

  test("spmm with a symmetric matrix, which is its own adjoint", () => {
    const { adjacency } = smallTask();
    const uploaded = uploadSparseMatrix(normalizedAdjacency(adjacency), true);
    const { rows, values } = denseNormalizedAdjacency(adjacency);
    expectOp(
      (x) => spmm(uploaded, x as tf.Tensor2D),
      (x) => product(values, x, rows, rows, 3),
      [[rows, 3]],
    );
  });

  test("matMul", () =>
    expectOp(
      (a, b) => matMul(a as tf.Tensor2D, b as tf.Tensor2D),
      (a, b) => product(a, b, 9, 6, 5),
      [
        [9, 6],
        [6, 5],
      ],
    ));

  test("matMul with a constant left factor", () => {
    const a = normals(54, 7);
    expectOp(
      (b) => matMul(tf.tensor2d(a, [9, 6]), b as tf.Tensor2D, true),
      (b) => product(a, b, 9, 6, 5),
      [[6, 5]],
    );
  });

  test("addBias", () =>
    expectOp(
      (x, b) => addBias(x as tf.Tensor2D, b as tf.Tensor1D),
      (x, b) => x.map((value, k) => value + b[k % 6]),
      [[7, 6], [6]],
    ));

  test("biasRelu", () =>
    expectOp(
      (x, b) => biasRelu(x as tf.Tensor2D, b as tf.Tensor1D),
      (x, b) => x.map((value, k) => Math.max(0, value + b[k % 6])),
      [[7, 6], [6]],
    ));

  test("biasRelu passes nothing at zero, nor where the bias takes it there", () =>
    tf.tidy(() => {
      const x = tf.tensor2d([[1, -1, 0, 2]]);
      const bias = tf.tensor1d([0, 0, 0, -2]);
      const op = (at: tf.Tensor) => biasRelu(at as tf.Tensor2D, bias);
      expect([
        ...tf
          .grad(op)(x, tf.tensor2d([[3, 3, 3, 3]]))
          .dataSync(),
      ]).toEqual([3, 0, 0, 0]);
      const ofOnes = (dy: tf.Tensor) => tf.sum(tf.grad(op)(x, dy as tf.Tensor2D));
      expect([...ofOnes(tf.ones([1, 4])).dataSync()]).toEqual([1]);
    }));

  test("a second derivative of biasRelu is right, or refused: rectifier of seprank/nn has one", () =>
    tf.tidy(() => {
      const bias = tf.tensor1d([0, 0, 0, -3]);
      const squares = (at: tf.Tensor) => tf.sum(tf.square(biasRelu(at as tf.Tensor2D, bias)));
      const along = (at: tf.Tensor) => tf.sum(tf.mul(tf.grad(squares)(at), tf.tensor2d([[1, 2, 3, 4]])));
      let second: readonly number[] | string;
      try {
        second = [
          ...tf
            .grad(along)(tf.tensor2d([[1, -1, 0.5, 2]]))
            .dataSync(),
        ];
      } catch (error) {
        second = (error as Error).message;
      }
      // Our own kernels have no gradient of their gradient. Where one is found: 2 where y > 0, times the direction.
      // On webgpu the second one is not seen to lead anywhere.
      if (typeof second === "string")
        expect(second).toMatch(/gradient function not found for \S+\.$|^Cannot compute gradient of y=f\(x\)/);
      else expect(second).toEqual([2, 0, 6, 0]);
    }));

  test("layerNorm", () =>
    expectOp(
      (x, gain, shift) => layerNorm(x as tf.Tensor2D, gain as tf.Tensor1D, shift as tf.Tensor1D),
      (x, gain, shift) => {
        const rows = Array.from({ length: 7 }, (_, row) => x.subarray(row * 6, (row + 1) * 6));
        return rows.flatMap((row) => {
          const mean = row.reduce((sum, value) => sum + value, 0) / 6;
          const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 6;
          return Array.from(
            row,
            (value, c) => ((value - mean) / Math.sqrt(variance + 1e-5)) * gain[c] + shift[c],
          );
        });
      },
      [[7, 6], [6], [6]],
    ));

  test.each([false, true])("batchNorm, rectified: %s", (rectify) => {
    const running = [tf.zeros([6]), tf.ones([6])];
    expectOp(
      (x, gain, shift) =>
        batchNorm(x as tf.Tensor2D, stateOf(gain, shift, running), () => undefined, { rectify }),
      (x, gain, shift) => {
        const rows = reference.batchNorm(reference.rowsOf(x, 6), gain, shift);
        return (rectify ? reference.relu(rows) : rows).flat();
      },
      [[7, 6], [6], [6]],
    );
  });

  test.each([false, true])("batchNorm in evaluation, by given statistics, rectified: %s", (rectify) => {
    const means = normals(6, 1);
    const variances = normals(6, 2).map((value) => value ** 2);
    expectOp(
      (x, gain, shift) =>
        batchNormEvaluated(
          x as tf.Tensor2D,
          stateOf(gain, shift, [tf.tensor1d(means), tf.tensor1d(variances)]),
          { rectify },
        ),
      (x, gain, shift) =>
        x.map((value, k) => {
          const normal = (value - means[k % 6]) / Math.sqrt(variances[k % 6] + 1e-5);
          return Math.max(rectify ? 0 : Number.NEGATIVE_INFINITY, normal * gain[k % 6] + shift[k % 6]);
        }),
      [[7, 6], [6], [6]],
    );
  });

  describe("over the entries of a pattern", () => {
    const matrix = randomCsr(9, 7, 0.4, 2);
    const { offsets, indices } = matrix;
    const rowOf = (k: number) => offsets.findLastIndex((offset) => offset <= k);
    const entries = indices.length;
    const entriesOf = (row: number) =>
      Array.from({ length: offsets[row + 1] - offsets[row] }, (_, k) => offsets[row] + k);

    test("segmentProduct", () =>
      expectOp(
        (x) => segmentProduct(uploadSparseMatrix(matrix), x as tf.Tensor2D),
        (x) =>
          Float64Array.from({ length: 9 * 3 }, (_, at) =>
            entriesOf(Math.floor(at / 3)).reduce((value, k) => value * x[indices[k] * 3 + (at % 3)], 1),
          ),
        [[7, 3]],
      ));

    test("segmentMax", () =>
      expectOp(
        (x) => segmentMax(uploadSparseMatrix(matrix), x as tf.Tensor2D),
        (x) =>
          Float64Array.from({ length: 9 * 3 }, (_, at) => {
            const own = entriesOf(Math.floor(at / 3)).map((k) => x[indices[k] * 3 + (at % 3)]);
            return own.length === 0 ? 0 : Math.max(...own);
          }),
        [[7, 3]],
      ));

    test("addSegmentMax", () => {
      const square = randomCsr(9, 9, 0.3, 4);
      const sources = (row: number) => square.indices.subarray(square.offsets[row], square.offsets[row + 1]);
      expectOp(
        (x) => addSegmentMax(uploadSparseMatrix(square), x as tf.Tensor2D),
        (x) =>
          x.map((value, at) => {
            const own = Array.from(sources(Math.floor(at / 3)), (j) => x[j * 3 + (at % 3)]);
            return value + Math.max(0, ...own);
          }),
        [[9, 3]],
      );
    });

    test.each([1, 3])("attention, %i heads", (heads) => {
      const square = randomCsr(8, 8, 0.4, 4);
      const share = 6 / heads;
      expectOp(
        (x, a, c) =>
          attention(uploadSparseMatrix(square), x as tf.Tensor2D, {
            toTarget: a as tf.Tensor1D,
            toSource: c as tf.Tensor1D,
            heads,
            slope: 0.2,
          }),
        (x, a, c) =>
          Float64Array.from({ length: 48 }, (_, at) => {
            const [i, column] = [Math.floor(at / 6), at % 6];
            const first = Math.floor(column / share) * share;
            const inner = (row: number, vector: Float64Array) => {
              let sum = 0;
              for (let d = first; d < first + share; d++) sum += x[row * 6 + d] * vector[d];
              return sum;
            };
            const neighbors = [...square.indices.subarray(square.offsets[i], square.offsets[i + 1])];
            const powers = neighbors.map((j) => {
              const score = inner(i, a) + inner(j, c);
              return Math.exp(score > 0 ? score : 0.2 * score);
            });
            const total = powers.reduce((sum, power) => sum + power, 0);
            return neighbors.reduce((sum, j, k) => sum + (powers[k] / total) * x[j * 6 + column], 0);
          }),
        [[8, 6], [6], [6]],
      );
    });

    test("segmentSoftmax", () =>
      expectOp(
        (x) => segmentSoftmax(uploadSparseMatrix(matrix), x as tf.Tensor2D),
        (x) =>
          Float64Array.from({ length: entries * 2 }, (_, at) => {
            const own = entriesOf(rowOf(Math.floor(at / 2))).map((k) => Math.exp(x[k * 2 + (at % 2)]));
            return Math.exp(x[at]) / own.reduce((sum, value) => sum + value, 0);
          }),
        [[entries, 2]],
      ));

    test("edgeSum", () =>
      expectOp(
        (left, right) => edgeSum(uploadSparseMatrix(matrix), left as tf.Tensor2D, right as tf.Tensor2D),
        (left, right) =>
          Float64Array.from({ length: entries * 2 }, (_, at) => {
            const k = Math.floor(at / 2);
            return left[rowOf(k) * 2 + (at % 2)] + right[indices[k] * 2 + (at % 2)];
          }),
        [
          [9, 2],
          [7, 2],
        ],
      ));

    test.each([1, 2])("weightedSpmm, to its weights and its dense factor, %i heads", (heads) =>
      expectOp(
        (weights, x) => weightedSpmm(uploadSparseMatrix(matrix), weights as tf.Tensor2D, x as tf.Tensor2D),
        (weights, x) =>
          Float64Array.from({ length: 9 * 10 }, (_, at) => {
            const head = Math.floor((at % 10) / (10 / heads));
            return entriesOf(Math.floor(at / 10)).reduce(
              (sum, k) => sum + weights[k * heads + head] * x[indices[k] * 10 + (at % 10)],
              0,
            );
          }),
        [
          [entries, heads],
          [7, 10],
        ],
      ),
    );

    test("weightedSegmentMax, to its weights and its values", () =>
      expectOp(
        (weights, x) =>
          weightedSegmentMax(uploadSparseMatrix(matrix), weights as tf.Tensor2D, x as tf.Tensor2D),
        (weights, x) =>
          Float64Array.from({ length: 9 * 3 }, (_, at) => {
            const own = entriesOf(Math.floor(at / 3)).map((k) => weights[k] * x[indices[k] * 3 + (at % 3)]);
            return own.length === 0 ? 0 : Math.max(...own);
          }),
        [
          [entries, 1],
          [7, 3],
        ],
      ));

    test("weightedSpmm with the matrix's own values is spmm", () => {
      const uploaded = uploadSparseMatrix(matrix);
      const x = tf.tensor2d(normals(70, 3), [7, 10]);
      const weights = tf.reshape(uploaded.forward[2], [entries, 1]) as tf.Tensor2D;
      expect(
        distance(weightedSpmm(uploaded, weights, x).dataSync(), spmm(uploaded, x).dataSync()),
      ).toBeLessThan(1e-6);
    });
  });

  test("affine", () =>
    expectOp(
      (a, b, bias) => affine(a as tf.Tensor2D, b as tf.Tensor2D, bias as tf.Tensor1D),
      (a, b, bias) => product(a, b, 7, 5, 6).map((value, at) => value + bias[at % 6]),
      [[7, 5], [5, 6], [6]],
    ));

  test("headScores", () =>
    expectOp(
      (x, vectors) => headScores(x as tf.Tensor2D, vectors as tf.Tensor1D, 3),
      (x, vectors) =>
        Float64Array.from({ length: 5 * 3 }, (_, at) => {
          const columns = [0, 1].map((c) => 2 * (at % 3) + c);
          return columns.reduce((sum, c) => sum + x[Math.floor(at / 3) * 6 + c] * vectors[c], 0);
        }),
      [[5, 6], [6]],
    ));

  test.each([1, 3])("binaryCrossEntropy of %i columns", (columns) => {
    const targets = Float32Array.from({ length: 5 * columns }, (_, k) => k % 2);
    const weights = Float32Array.of(0.5, 0, 0.25, 0.25, 0);
    expectOp(
      (z) =>
        binaryCrossEntropy(
          tf.mul(z, 3) as tf.Tensor2D,
          tf.tensor2d(targets, [5, columns]),
          tf.tensor2d(weights, [5, 1]),
        ),
      (z) => [
        z.reduce((sum, value, k) => {
          const p = 1 / (1 + Math.exp(-3 * value));
          const loss = targets[k] === 1 ? -Math.log(p) : -Math.log(1 - p);
          return sum + (weights[Math.floor(k / columns)] / columns) * loss;
        }, 0),
      ],
      [[5, columns]],
    );
  });

  test("binaryCrossEntropy of logits that the definition overflows on", () => {
    const logits = tf.tensor2d([1000, -1000, 1000, -1000], [4, 1]);
    const targets = tf.tensor2d([1, 0, 0, 1], [4, 1]);
    const weights = tf.fill([4, 1], 0.25) as tf.Tensor2D;
    const { value, grad } = tf.valueAndGrad((z) => binaryCrossEntropy(z as tf.Tensor2D, targets, weights))(
      logits,
    );
    expect(value.dataSync()[0]).toBe(500);
    expect([...grad.dataSync()].map((number) => Math.abs(number))).toEqual([0, 0, 0.25, 0.25]);
  });

  test("meanSquaredError", () => {
    const targets = normals(15, 3);
    const weights = Float32Array.of(0.5, 0, 0.25, 0.25, 0);
    expectOp(
      (y) => meanSquaredError(y as tf.Tensor2D, tf.tensor2d(targets, [5, 3]), tf.tensor2d(weights, [5, 1])),
      (y) => [
        y.reduce((sum, value, k) => sum + (weights[Math.floor(k / 3)] / 3) * (value - targets[k]) ** 2, 0),
      ],
      [[5, 3]],
    );
  });

  test("softmaxCrossEntropy", () => {
    const labels = Int32Array.of(0, 3, 2, -1, 1);
    const vertices = Int32Array.of(0, 2, 4);
    expectOp(
      (z) =>
        softmaxCrossEntropy(z as tf.Tensor2D, tf.tensor1d(labels, "int32"), tf.tensor1d(vertices, "int32")),
      (z) => [crossEntropy(z, 4, labels, vertices)],
      [[5, 4]],
    );
  });

  test("dropout passes the gradient exactly where it passes the value", () => {
    const x = tf.tensor2d(normals(60, 1), [10, 6]);
    const y = dropout(x, 0.4, 17).dataSync();
    const gradient = tf
      .grad((at) => dropout(at, 0.4, 17))(x, tf.onesLike(x))
      .dataSync();
    const given = x.dataSync();
    expect(y.filter((value) => value === 0).length).toBeGreaterThan(10);
    for (let k = 0; k < 60; k++) {
      expect(gradient[k]).toBeCloseTo(y[k] === 0 ? 0 : 1 / 0.6, 5);
      expect(y[k]).toBeCloseTo(gradient[k] * given[k], 5);
    }
  });

  test.each([
    ["sparse", 8],
    ["dense", 8],
    // wider than the features: the graph comes before the weights
    ["dense", 16],
  ] as const)("the loss of a whole GCN with %s features and width %i", (kind, hidden) => {
    const { adjacency, features, labels, classCount, split } = smallTask(kind);
    const definition = modelByName("gcn");
    const shape = { inputs: features.columns, hidden, layers: 2, classes: classCount, dropout: 0 };
    const model = definition.create(shape, createRandom(3));
    // Biases and shifts off zero, so that their gradients are tried where they matter.
    const parameters = model.parameters.map((parameter, k) =>
      tf.add(
        parameter,
        tf.tensor(
          normals(parameter.size, k).map((value) => 0.1 * value),
          parameter.shape,
        ),
      ),
    );
    const uploadedFeatures = uploadFeatures(features);
    const aggregationMatrix = uploadSparseMatrix(
      definition.aggregationMatrix(adjacency),
      definition.symmetric,
    );
    const labelTensor = tf.tensor1d(labels, "int32");
    const train = tf.tensor1d(Int32Array.from(split.train), "int32");
    const { value, grads } = tf.valueAndGrads((...at: tf.Tensor[]) =>
      softmaxCrossEntropy(
        model.apply(at, aggregationMatrix, uploadedFeatures, EVALUATION),
        labelTensor,
        train,
      ),
    )(parameters);

    const [matrix, x] = [denseNormalizedAdjacency(adjacency), denseFeatures(features)];
    const exact = parameters.map((parameter) => Float64Array.from(parameter.dataSync()));
    const loss = (at: Float64Array[]) =>
      crossEntropy(gcnLogits(matrix, x, at, classCount), classCount, labels, split.train);
    expect(value.dataSync()[0]).toBeCloseTo(loss(exact), 5);
    const random = createRandom(8);
    grads.forEach((gradient, which) => {
      const actual = gradient.dataSync();
      // Some elements of each parameter are enough: the ops' own tests try them all.
      for (let n = 0; n < 6; n++) {
        const k = random.integer(actual.length);
        const moved = (by: number) =>
          loss(exact.map((input, o) => (o === which ? input.with(k, input[k] + by) : input)));
        const expected = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        expect(Math.abs(actual[k] - expected), `element ${k} of parameter ${which}`).toBeLessThan(
          1e-5 + 1e-4 * Math.abs(expected),
        );
      }
    });
  });
});
