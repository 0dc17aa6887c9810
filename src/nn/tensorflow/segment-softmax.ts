import * as tf from "@tensorflow/tfjs-core";
import { gatherRows, reduceSegments } from "./native-ops.js";
import { rowsOfEntries } from "./rows-of-entries.js";

/** {@link import("../../kernels/float32/segment-softmax.js").segmentSoftmax} by the native library's ops. */
export function segmentSoftmax(offsets: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const [rowOf, rows] = [rowsOfEntries(offsets), offsets.size - 1];
  const top = gatherRows(reduceSegments("Max", x, rowOf, rows), rowOf);
  const powers = tf.exp(tf.sub(x, top));
  return tf.div(powers, gatherRows(reduceSegments("Sum", powers, rowOf, rows), rowOf));
}

/** Its adjoint. */
export function segmentSoftmaxGradient(offsets: tf.Tensor, y: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  const [rowOf, rows] = [rowsOfEntries(offsets), offsets.size - 1];
  const means = reduceSegments("Sum", tf.mul(y, dy), rowOf, rows);
  return tf.mul(y, tf.sub(dy, gatherRows(means, rowOf)));
}
