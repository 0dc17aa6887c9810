import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import { defineKernel } from "../backend/kernel.js";
import * as onGpu from "../webgpu/batch-norm.js";

/** As in PyTorch's BatchNorm1d. */
const EPSILON = 1e-5;
const MOMENTUM = 0.1;

const forward = defineKernel("batchNorm", {
  inputs: 5,
  outputs: ([matrix, row]) => [matrix, row, row, row, row],
  sizes: ([[rows, width]]) => [rows, width],
  composed([x, gain, shift, runningMeans, runningVariances], [epsilon, momentum, floor]) {
    const [rows] = x.shape;
    const { mean, variance } = tf.moments(x, 0);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const moved = (running: tf.Tensor, batch: tf.Tensor) =>
      tf.add(tf.mul(running, 1 - momentum), tf.mul(batch, momentum));
    const unbiased = tf.mul(variance, rows / Math.max(1, rows - 1));
    return [
      scaleAndShift(tf.sub(x, mean), tf.mul(gain, inverse), shift, floor),
      mean,
      inverse,
      moved(runningMeans, mean),
      moved(runningVariances, unbiased),
    ];
  },
  onWebgpu: onGpu.batchNorm,
});

const backward = defineKernel("batchNormGradient", {
  inputs: 6,
  outputs: ([matrix, , row]) => [matrix, row, row],
  sizes: ([[rows, width]]) => [rows, width],
  composed([x, y, gain, means, inverse, dy], [floor]) {
    const passed = Number.isFinite(floor) ? tf.mul(dy, tf.cast(tf.greater(y, floor), "float32")) : dy;
    const normal = tf.mul(tf.sub(x, means), inverse);
    const along = tf.mul(passed, normal);
    const [dgain, dshift] = [tf.sum(along, 0), tf.sum(passed, 0)];
    const mean = (sum: tf.Tensor) => tf.div(sum, x.shape[0]);
    const centered = tf.sub(tf.sub(passed, mean(dshift)), tf.mul(normal, mean(dgain)));
    return [tf.mul(centered, tf.mul(gain, inverse)), dgain, dshift];
  },
  onWebgpu: onGpu.batchNormGradient,
});

const evaluated = defineKernel("batchNormEvaluated", {
  inputs: 5,
  outputs: ([matrix, row]) => [matrix, row],
  sizes: ([[rows, width]]) => [rows, width],
  composed([x, gain, shift, means, variances], [epsilon, floor]) {
    const inverse = tf.rsqrt(tf.add(variances, epsilon));
    return [scaleAndShift(tf.sub(x, means), tf.mul(gain, inverse), shift, floor), inverse];
  },
  onWebgpu: onGpu.batchNormEvaluated,
});

/** max(floor, centered slopes + shift) */
function scaleAndShift(centered: tf.Tensor, slopes: tf.Tensor, shift: tf.Tensor, floor: number) {
  const value = tf.add(tf.mul(centered, slopes), shift);
  return Number.isFinite(floor) ? tf.maximum(value, floor) : value;
}

/** Means [width] and variances [width] of the columns over the batches so far. */
export type RunningStatistics = readonly [tf.Tensor1D, tf.Tensor1D];

/** What a batch normalisation has besides its input: two parameters and the statistics of the batches so far. */
export interface BatchNormState {
  /** [width] */
  readonly gain: tf.Tensor1D;
  /** [width] */
  readonly shift: tf.Tensor1D;
  readonly running: RunningStatistics;
}

/** Options of {@link batchNorm} and {@link import("../images/image-batch-norm.js").imageBatchNorm}. */
export interface BatchNormOptions {
  /** whether a rectifier follows, max(0, .), in the same pass; default false */
  readonly rectify?: boolean;
}

/**
 * Batch normalisation of every column by the statistics of this batch, differentiable in x, gain and shift.
 *
 * Y[:, c] = gain[c] (X[:, c] - mean[c]) / sqrt(variance[c] + 1e-5) + shift[c]
 *
 * The running statistics go a tenth of the way towards the batch's; its variance counts there with the divisor
 * rows - 1, as in PyTorch. A single row, which PyTorch refuses, gives the shift.
 *
 * Source: Ioffe and Szegedy, "Batch Normalization" (2015), Algorithm 1.
 *
 * @param x [rows, width]
 * @param state gain, shift and the running statistics before this batch
 * @param onRunning takes the statistics after it, which live as long as the caller's `tf.tidy`, unless kept
 * @returns [rows, width]
 *
 * Complexity: O(rows * width).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { batchNorm, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const [gain, shift] = [tf.ones([1]) as tf.Tensor1D, tf.zeros([1]) as tf.Tensor1D];
 * const normal = batchNorm(tf.tensor2d([[0], [2]]), { gain, shift, running: [shift, gain] }, () => undefined);
 * [...normal.dataSync()].map(Math.round); // => [-1, 1]
 * ```
 */
export function batchNorm(
  x: tf.Tensor2D,
  { gain, shift, running }: BatchNormState,
  onRunning: (running: RunningStatistics) => void,
  { rectify = false }: BatchNormOptions = {},
): tf.Tensor2D {
  const floor = rectify ? 0 : Number.NEGATIVE_INFINITY;
  return differentiable(
    [x, gain, shift],
    () => {
      const results = forward([x, gain, shift, ...running], [EPSILON, MOMENTUM, floor]);
      const [value, means, inverseDeviations, nextMeans, nextVariances] = results;
      onRunning([nextMeans as tf.Tensor1D, nextVariances as tf.Tensor1D]);
      return { value: value as tf.Tensor2D, saved: [x, value, gain, means, inverseDeviations] };
    },
    (dy, saved) => backward([...saved, dy], [floor]),
  );
}

/**
 * Batch normalisation by the running statistics, as in evaluation, differentiable in x, gain and shift; see
 * {@link batchNorm}.
 *
 * @param x [rows, width]
 * @returns [rows, width]
 *
 * Complexity: O(rows * width).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { batchNormEvaluated, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const [gain, shift] = [tf.ones([1]) as tf.Tensor1D, tf.zeros([1]) as tf.Tensor1D];
 * const normal = batchNormEvaluated(tf.tensor2d([[0], [2]]), { gain, shift, running: [tf.tensor1d([1]), tf.tensor1d([1])] });
 * [...normal.dataSync()].map(Math.round); // => [-1, 1]
 * ```
 */
export function batchNormEvaluated(
  x: tf.Tensor2D,
  { gain, shift, running }: BatchNormState,
  { rectify = false }: BatchNormOptions = {},
): tf.Tensor2D {
  const floor = rectify ? 0 : Number.NEGATIVE_INFINITY;
  return differentiable(
    [x, gain, shift],
    () => {
      const [value, inverseDeviations] = evaluated([x, gain, shift, ...running], [EPSILON, floor]);
      return { value: value as tf.Tensor2D, saved: [x, value, gain, running[0], inverseDeviations] };
    },
    // Nothing trains by the running statistics, so that this need not be fast.
    (dy, [input, value, factor, center, inverse]) => {
      const passed = tf.mul(dy, tf.cast(tf.greater(value, floor), "float32"));
      const normal = tf.mul(tf.sub(input, center), inverse);
      return [tf.mul(passed, tf.mul(factor, inverse)), tf.sum(tf.mul(passed, normal), 0), tf.sum(passed, 0)];
    },
  );
}
