import * as tf from "@tensorflow/tfjs-core";
import { gatherRows, reduceSegments } from "./native-ops.js";
import { rowsOfEntries } from "./rows-of-entries.js";

/** {@link import("../../kernels/float32/edge-sum.js").edgeSum} by the native library's ops. */
export function edgeSum([offsets, indices, left, right]: readonly tf.Tensor[]): tf.Tensor {
  return tf.add(gatherRows(left, rowsOfEntries(offsets)), gatherRows(right, indices));
}

/** Both adjoints. */
export function edgeSumGradient([offsets, indices, left, right, dy]: readonly tf.Tensor[]): tf.Tensor[] {
  return [
    reduceSegments("Sum", dy, rowsOfEntries(offsets), left.shape[0]),
    reduceSegments("Sum", dy, indices, right.shape[0]),
  ];
}
