import * as tf from "@tensorflow/tfjs-core";
import { defineGradient, defineKernel } from "../backend/kernel.js";
import type { BatchNormOptions, BatchNormState, RunningStatistics } from "../ops/batch-norm.js";
import { ownProducts } from "../ops/mat-mul.js";
import { rectifier } from "./rectifier.js";

/** As in PyTorch's BatchNorm2d. */
const EPSILON = 1e-5;
const MOMENTUM = 0.1;

const forward = defineKernel("batchNorm", {
  inputs: 5,
  outputs: ([matrix, row]) => [matrix, row, row, row, row],
  sizes: ([[rows, width]]) => [rows, width],
});

/** x, y, gain, means, inverse deviations, dy to the gradients of x, gain and shift; numbers: floor. */
const backward = defineKernel("batchNormGradient", {
  inputs: 6,
  outputs: ([matrix, , row]) => [matrix, row, row],
  sizes: ([[rows, width]]) => [rows, width],
});

/** The inputs of `backward` and the gradients of its outputs to the gradients of x, gain and dy; numbers: floor. */
const second = defineKernel("batchNormSecond", {
  inputs: 9,
  outputs: ([matrix, , row]) => [matrix, row, matrix],
  sizes: ([[rows, width]]) => [rows, width],
  scratch: ([[, width]]) => 10 * width,
});

defineGradient("batchNorm", 5, {
  saves: [true, true, true, false, false],
  gradients: ([dy], [x, gain, , , , y, means, inverses], [, , floor]) => {
    const gradient = (k: number) => () => backward([x, y, gain, means, inverses, dy], [floor])[k];
    return [gradient(0), gradient(1), gradient(2)];
  },
});
defineGradient("batchNormGradient", 6, {
  gradients: (us, [x, y, gain, means, inverses, dy], [floor]) => {
    const gradient = (k: number) => () => second([x, y, gain, means, inverses, dy, ...us], [floor])[k];
    return [gradient(0), undefined, gradient(1), undefined, undefined, gradient(2)];
  },
});

/**
 * Batch normalisation of every channel over the images and places of a batch, by its own statistics, twice differentiable
 * in the image, the gain and the shift.
 *
 * y[., c] = gain[c] (x[., c] - mean[c]) / sqrt(variance[c] + 1e-5) + shift[c]
 *
 * The running statistics move as in batchNorm, and are no part of any gradient. Source: Ioffe and Szegedy, "Batch
 * Normalization" (2015), section 3.2; PyTorch's BatchNorm2d.
 *
 * @param x [images, height, width, channels]
 * @param state gain, shift and the running statistics before this batch, [channels] each
 * @param onRunning takes the statistics after it, which live as long as the caller's `tf.tidy`, unless kept
 * @returns [images, height, width, channels]
 *
 * Complexity: O(size of x).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { imageBatchNorm, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const image = tf.tensor4d([0, 2], [1, 1, 2, 1]);
 * const [gain, shift] = [tf.ones([1]) as tf.Tensor1D, tf.zeros([1]) as tf.Tensor1D];
 * const normal = imageBatchNorm(image, { gain, shift, running: [shift, gain] }, () => undefined);
 * [...normal.dataSync()].map(Math.round); // => [-1, 1]
 * ```
 */
export function imageBatchNorm(
  x: tf.Tensor4D,
  state: BatchNormState,
  onRunning: (running: RunningStatistics) => void,
  { rectify = false }: BatchNormOptions = {},
): tf.Tensor4D {
  const matrix = tf.reshape(x, [-1, x.shape[3]]) as tf.Tensor2D;
  if (ownProducts()) {
    const y = composedBatchNorm(matrix, state, onRunning);
    return tf.reshape(rectify ? rectifier(y) : y, x.shape);
  }
  const floor = rectify ? 0 : Number.NEGATIVE_INFINITY;
  const [y, , , means, variances] = forward(
    [matrix, state.gain, state.shift, ...state.running],
    [EPSILON, MOMENTUM, floor],
  );
  onRunning([means as tf.Tensor1D, variances as tf.Tensor1D]);
  return tf.reshape(y, x.shape);
}

/**
 * Batch normalisation of every column by this batch's statistics out of TensorFlow.js's own ops, for the native library;
 * differentiable any number of times. See imageBatchNorm.
 *
 * @param x [rows, width]
 * @returns [rows, width]
 *
 * Complexity: O(rows * width).
 */
export function composedBatchNorm(
  x: tf.Tensor2D,
  { gain, shift, running: [runningMeans, runningVariances] }: BatchNormState,
  onRunning: (running: RunningStatistics) => void,
): tf.Tensor2D {
  const [rows] = x.shape;
  const means = tf.mean(x, 0) as tf.Tensor1D;
  const centered = tf.sub(x, means);
  const variances = tf.mean(tf.square(centered), 0) as tf.Tensor1D;
  const moved = (old: tf.Tensor1D, seen: tf.Tensor1D, factor: number): tf.Tensor1D =>
    tf.add(tf.mul(old, 1 - MOMENTUM), tf.mul(seen, MOMENTUM * factor));
  onRunning([
    moved(runningMeans, means, 1),
    moved(runningVariances, variances, rows / Math.max(1, rows - 1)),
  ]);
  return tf.add(tf.mul(centered, tf.mul(tf.rsqrt(tf.add(variances, EPSILON)), gain)), shift);
}
