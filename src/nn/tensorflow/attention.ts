import * as tf from "@tensorflow/tfjs-core";
import { edgeSum, edgeSumGradient } from "./edge-sum.js";
import { segmentSoftmax, segmentSoftmaxGradient } from "./segment-softmax.js";
import { weightedSpmm, weightedSpmmGradient } from "./weighted-spmm.js";

/** {@link import("../../kernels/float32/attention.js").attention} by the native library's ops. */
export function attention(
  [offsets, indices, x, toTarget, toSource]: readonly tf.Tensor[],
  heads: number,
  slope: number,
): tf.Tensor[] {
  const [rows, width] = x.shape as [number, number];
  const scores = (vector: tf.Tensor) =>
    tf.sum(tf.reshape(tf.mul(x, vector), [rows, heads, width / heads]), 2);
  const [left, right] = [scores(toTarget), scores(toSource)];
  const weights = segmentSoftmax(offsets, tf.leakyRelu(edgeSum([offsets, indices, left, right]), slope));
  return [weightedSpmm([offsets, indices, weights, x]), weights, left, right];
}

/** Its adjoints, in the rows and in both vectors, and the three gradients on the way. */
export function attentionGradient(
  [offsets, indices, x, toTarget, toSource, weights, left, right, dy]: readonly tf.Tensor[],
  heads: number,
  slope: number,
): tf.Tensor[] {
  const [rows, width] = x.shape as [number, number];
  const [dweights, sums] = weightedSpmmGradient([offsets, indices, weights, x, dy]);
  const above = tf.greater(edgeSum([offsets, indices, left, right]), 0);
  const beforeSoftmax = segmentSoftmaxGradient(offsets, weights, dweights);
  const dscores = tf.where(above, beforeSoftmax, tf.mul(beforeSoftmax, slope));
  const [dleft, dright] = edgeSumGradient([offsets, indices, left, right, dscores]);
  const byHead = [rows, heads, width / heads];
  const spread = (scores: tf.Tensor, vector: tf.Tensor) =>
    tf.reshape(tf.mul(tf.expandDims(scores, 2), tf.reshape(vector, [1, heads, width / heads])), [
      rows,
      width,
    ]);
  const ofVector = (scores: tf.Tensor) =>
    tf.reshape(tf.sum(tf.mul(tf.reshape(x, byHead), tf.expandDims(scores, 2)), 0), [width]);
  const dx = tf.addN([sums, spread(dleft, toTarget), spread(dright, toSource)]);
  return [dx, ofVector(dleft), ofVector(dright), dscores, dleft, dright];
}
