import * as tf from "@tensorflow/tfjs-core";
import { gatherRows, reduceSegments } from "./native-ops.js";
import { rowsOfEntries } from "./rows-of-entries.js";

/** No entry has this number. */
const NONE = 2 ** 31 - 1;

/**
 * Segments' largest values, and the first entry that has each; 0 and {@link NONE} where there is none, or none above the
 * floor.
 *
 * @param values [entries, width]
 */
function maxima(offsets: tf.Tensor, values: tf.Tensor, aboveZero: boolean): [tf.Tensor, tf.Tensor] {
  const [entries, width] = values.shape as [number, number];
  const [rowOf, rows] = [rowsOfEntries(offsets), offsets.size - 1];
  const largest = reduceSegments("Max", values, rowOf, rows);
  const numbers = tf.broadcastTo(tf.reshape(tf.range(0, entries, 1, "int32"), [entries, 1]), [
    entries,
    width,
  ]);
  const reached = tf.equal(values, gatherRows(largest, rowOf));
  const wanted = aboveZero ? tf.logicalAnd(reached, tf.greater(values, 0)) : reached;
  const none = tf.fill([entries, width], NONE, "int32");
  const winners = reduceSegments("Min", tf.where(wanted, numbers, none), rowOf, rows);
  return [tf.where(tf.equal(winners, NONE), tf.zerosLike(largest), largest), winners];
}

/** The gradient of the maxima at every entry: that of its segment where it has won. */
function gradientOfEntries([offsets, winners, dy]: readonly tf.Tensor[], entries: number): tf.Tensor {
  const rowOf = rowsOfEntries(offsets);
  const numbers = tf.reshape(tf.range(0, entries, 1, "int32"), [entries, 1]);
  const arriving = gatherRows(dy, rowOf);
  return tf.where(tf.equal(gatherRows(winners, rowOf), numbers), arriving, tf.zerosLike(arriving));
}

/** {@link import("../../kernels/float32/segment-max.js").segmentMax} by the native library's ops; winners are numbers of entries. */
export function segmentMax([offsets, indices, x]: readonly tf.Tensor[]): tf.Tensor[] {
  return maxima(offsets, gatherRows(x, indices), false);
}

/** Its adjoint. */
export function segmentMaxGradient(
  [x, winners, dy]: readonly tf.Tensor[],
  [offsets, indices]: readonly tf.Tensor[],
): tf.Tensor {
  return reduceSegments("Sum", gradientOfEntries([offsets, winners, dy], indices.size), indices, x.shape[0]);
}

/** {@link import("../../kernels/float32/segment-max.js").addSegmentMax} by the native library's ops. */
export function addSegmentMax([offsets, indices, x]: readonly tf.Tensor[]): tf.Tensor[] {
  const [largest, winners] = maxima(offsets, gatherRows(x, indices), true);
  return [tf.add(x, largest), winners];
}

/** Its adjoint. */
export function addSegmentMaxGradient(
  [winners, dy]: readonly tf.Tensor[],
  pattern: readonly tf.Tensor[],
): tf.Tensor {
  return tf.add(dy, segmentMaxGradient([dy, winners, dy], pattern));
}

/** {@link import("../../kernels/float32/weighted-segment-max.js").weightedSegmentMax} by the native library's ops. */
export function weightedSegmentMax([offsets, indices, weights, x]: readonly tf.Tensor[]): tf.Tensor[] {
  return maxima(offsets, tf.mul(gatherRows(x, indices), weights), false);
}

/** Its adjoints, in the weights and in the values. */
export function weightedSegmentMaxGradient(
  [indices, weights, x, winners, dy]: readonly tf.Tensor[],
  [offsets]: readonly tf.Tensor[],
): tf.Tensor[] {
  const ofEntries = gradientOfEntries([offsets, winners, dy], indices.size);
  return [
    tf.sum(tf.mul(ofEntries, gatherRows(x, indices)), 1, true),
    reduceSegments("Sum", tf.mul(ofEntries, weights), indices, x.shape[0]),
  ];
}
