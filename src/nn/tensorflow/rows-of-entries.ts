import * as tf from "@tensorflow/tfjs-core";

/** By the bytes of the pattern's offsets. */
const known = new WeakMap<object, tf.Tensor>();

/**
 * The row of every entry of a sparse pattern, which segments are named by in the native library. Made with the first call
 * and kept until {@link releaseRowsOfEntries}.
 *
 * @param offsets [rows + 1] int32
 * @returns [entries] int32
 */
export function rowsOfEntries(offsets: tf.Tensor): tf.Tensor {
  const found = known.get(offsets.dataId);
  if (found !== undefined) return found;
  const ends = offsets.dataSync();
  const rows = new Int32Array(ends[ends.length - 1]);
  for (let row = 0; row + 1 < ends.length; row++) rows.fill(row, ends[row], ends[row + 1]);
  const made = tf.keep(tf.tensor1d(rows, "int32"));
  known.set(offsets.dataId, made);
  return made;
}

/** Frees what {@link rowsOfEntries} has kept for a pattern, if anything. */
export function releaseRowsOfEntries([offsets]: readonly tf.Tensor[]): void {
  known.get(offsets.dataId)?.dispose();
  known.delete(offsets.dataId);
}
