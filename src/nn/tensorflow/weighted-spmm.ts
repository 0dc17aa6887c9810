import * as tf from "@tensorflow/tfjs-core";
import { gatherRows, reduceSegments } from "./native-ops.js";
import { rowsOfEntries } from "./rows-of-entries.js";

/** Rows [entries, width] as [entries, heads, width / heads], each head's share times its weight, and back. */
function weigh(rows: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const [entries, width] = rows.shape as [number, number];
  const [, heads] = weights.shape as [number, number];
  if (heads === 1) return tf.mul(rows, weights);
  const byHead = tf.reshape(rows, [entries, heads, width / heads]);
  return tf.reshape(tf.mul(byHead, tf.expandDims(weights, 2)), [entries, width]);
}

/** {@link import("../../kernels/float32/weighted-spmm.js").weightedSpmm} by the native library's ops. */
export function weightedSpmm([offsets, indices, weights, x]: readonly tf.Tensor[]): tf.Tensor {
  return reduceSegments(
    "Sum",
    weigh(gatherRows(x, indices), weights),
    rowsOfEntries(offsets),
    offsets.size - 1,
  );
}

/** Both adjoints, in the weights and in the dense factor. */
export function weightedSpmmGradient([offsets, indices, weights, x, dy]: readonly tf.Tensor[]): tf.Tensor[] {
  const [entries, heads] = weights.shape as [number, number];
  const [columns, width] = x.shape as [number, number];
  const arriving = gatherRows(dy, rowsOfEntries(offsets));
  const products = tf.mul(arriving, gatherRows(x, indices));
  return [
    tf.sum(tf.reshape(products, [entries, heads, width / heads]), 2),
    reduceSegments("Sum", weigh(arriving, weights), indices, columns),
  ];
}
