import * as tf from "@tensorflow/tfjs-core";
import type { RunningStatistics } from "../ops/batch-norm.js";

/** As in PyTorch's BatchNorm2d. */
const EPSILON = 1e-5;
const MOMENTUM = 0.1;

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
  gain: tf.Tensor1D,
  shift: tf.Tensor1D,
  [runningMeans, runningVariances]: RunningStatistics,
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
