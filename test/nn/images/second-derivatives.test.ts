import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { convolution } from "../../../src/nn/images/convolution.js";
import { composedBatchNorm, imageBatchNorm } from "../../../src/nn/images/image-batch-norm.js";
import { maxPooling, slidingMaxima } from "../../../src/nn/images/max-pooling.js";
import { rectifier } from "../../../src/nn/images/rectifier.js";
import type { BatchNormState } from "../../../src/nn/ops/batch-norm.js";
import * as literal from "../../oracles/image-ops.js";
import { BACKENDS } from "../../support/backends.js";
import { distance, normals } from "../../support/kernel-harness.js";

type Op = (...inputs: tf.Tensor[]) => tf.Tensor;
type Definition = (...inputs: Float64Array[]) => Float64Array;

const STEP = 1e-4;

/** <w, f> for a fixed random w, and its gradients by central differences. */
function derivatives(definition: Definition, inputs: Float64Array[], weights: Float32Array): Float64Array[] {
  const value = (at: Float64Array[]) =>
    definition(...at).reduce((sum, number, k) => sum + number * weights[k], 0);
  return inputs.map((input, which) =>
    input.map((number, k) => {
      const moved = (by: number) =>
        value(inputs.map((other, o) => (o === which ? input.with(k, number + by) : other)));
      return (moved(STEP) - moved(-STEP)) / (2 * STEP);
    }),
  );
}

/**
 * Values, first and second derivatives of an op against its definition in float64. The first ones are those of
 * <w, op>, by central differences; the second ones those of sum over inputs of <v, first derivative>, v random, by
 * central differences of the first, so that every mixed second derivative of the op counts in some of them.
 */
function expectTwice(op: Op, definition: Definition, shapes: number[][], tolerance = 2e-4): void {
  const inputs = shapes.map((shape, k) => normals(tf.util.sizeFromShape(shape), 10 + k));
  const exact = inputs.map((input) => Float64Array.from(input));
  const values = definition(...exact);
  const weights = normals(values.length, 99);
  const directions = inputs.map((input, k) => normals(input.length, 50 + k));
  const first = derivatives(definition, exact, weights);
  const second = exact.map((input, which) =>
    input.map((number, k) => {
      const moved = (by: number) => {
        const at = exact.map((other, o) => (o === which ? input.with(k, number + by) : other));
        return derivatives(definition, at, weights).reduce(
          (sum, gradient, o) => sum + gradient.reduce((s, slope, j) => s + slope * directions[o][j], 0),
          0,
        );
      };
      return (moved(STEP) - moved(-STEP)) / (2 * STEP);
    }),
  );
  tf.tidy(() => {
    const tensors = inputs.map((input, k) => tf.tensor(input, shapes[k]));
    const output = op(...tensors);
    expect(distance(output.dataSync(), values)).toBeLessThan(tolerance);
    const dy = tf.tensor(weights, output.shape);
    const gradients = (at: tf.Tensor[]) => tf.grads((...x) => op(...x))(at, dy);
    gradients(tensors).forEach((gradient, which) => {
      expect(distance(gradient.dataSync(), first[which]), `first, input ${which}`).toBeLessThan(tolerance);
    });
    const along = directions.map((direction, k) => tf.tensor(direction, shapes[k]));
    const twice = tf.grads((...at: tf.Tensor[]) =>
      gradients(at)
        // TensorFlow.js refuses inputs that nothing depends on.
        .map((gradient, k) => tf.add(tf.sum(tf.mul(gradient, along[k])), tf.sum(tf.mul(at[k], 0))))
        .reduce((a, b) => tf.add(a, b)),
    )(tensors);
    const scale = Math.max(...second.flatMap((numbers) => [...numbers].map((number) => Math.abs(number))));
    twice.forEach((gradient, which) => {
      const numbers = gradient.dataSync();
      const worst = Math.max(...second[which].map((number, k) => Math.abs(number - numbers[k])));
      expect(worst / Math.max(1e-3, scale), `second, input ${which}`).toBeLessThan(tolerance);
    });
  });
}

const stateOf = (gain: tf.Tensor, shift: tf.Tensor) =>
  ({ gain, shift, running: [tf.zeros([3]), tf.ones([3])] }) as unknown as BatchNormState;

describe.each(BACKENDS)("on %s", (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
  });

  test.each([
    // height, width, channels, filters, window, stride, padding
    [3, 4, 2, 4, 3, 1, 1],
    [4, 3, 1, 3, 3, 2, 1],
    [3, 4, 3, 2, 1, 2, 0],
    [3, 6, 1, 4, 2, 1, 0],
  ])(
    "convolution of %i x %i x %i by %i filters of %i, stride %i, padding %i",
    (height, width, channels, filters, window, stride, padding) =>
      expectTwice(
        (x, filter) => convolution(x as tf.Tensor4D, filter as tf.Tensor4D, stride, padding),
        (x, filter) =>
          literal.convolution(
            x,
            filter,
            [1, height, width, channels],
            [window, window, channels, filters],
            stride,
            padding,
          ),
        [
          [1, height, width, channels],
          [window, window, channels, filters],
        ],
      ),
  );

  test("rectifier, behind a product that gives it a second derivative", () =>
    expectTwice(
      (a, b) => rectifier(tf.mul(a, b)),
      (a, b) => a.map((value, k) => Math.max(0, value * b[k])),
      [
        [3, 5],
        [3, 5],
      ],
    ));

  test("rectifier, before a product whose other factor its gradient depends on", () =>
    expectTwice(
      (a, b) => tf.mul(rectifier(a), b),
      (a, b) => a.map((value, k) => Math.max(0, value) * b[k]),
      [
        [3, 5],
        [3, 5],
      ],
    ));

  test.each([false, true])("imageBatchNorm, rectified: %s", (rectify) =>
    expectTwice(
      (x, gain, shift) =>
        imageBatchNorm(x as tf.Tensor4D, stateOf(gain, shift), () => undefined, { rectify }),
      (x, gain, shift) => literal.batchNorm(x, gain, shift, rectify),
      [[2, 2, 2, 3], [3], [3]],
      1e-3,
    ),
  );

  test("composedBatchNorm", () =>
    expectTwice(
      (x, gain, shift) => composedBatchNorm(x as tf.Tensor2D, stateOf(gain, shift), () => undefined),
      (x, gain, shift) => literal.batchNorm(x, gain, shift, false),
      [[8, 3], [3], [3]],
      1e-3,
    ));

  test.each([
    ["maxPooling", maxPooling],
    ["slidingMaxima", slidingMaxima],
  ] as const)("%s, behind a product", (_, pool) =>
    expectTwice(
      (a, b) => pool(tf.mul(a, b) as tf.Tensor4D, 3, 2, 1),
      (a, b) =>
        literal.maxPooling(
          a.map((value, k) => value * b[k]),
          [1, 5, 4, 1],
          3,
          2,
          1,
        ),
      [
        [1, 5, 4, 1],
        [1, 5, 4, 1],
      ],
    ),
  );
});
