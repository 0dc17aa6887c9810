import * as tf from "@tensorflow/tfjs-core";

/** A sparse pattern seen from its columns and its entries; all tensors are int32. */
export interface TransposedPattern {
  /** [columns + 1] column j has the places ends[j] .. ends[j + 1] - 1 in the next two */
  readonly ends: tf.Tensor;
  /** [entries] their rows, ascending within a column */
  readonly rows: tf.Tensor;
  /** [entries] which entry of the pattern they are */
  readonly entries: tf.Tensor;
  /** [entries] the row of each entry, in the pattern's own order */
  readonly rowOf: tf.Tensor;
}

/** By the bytes of the pattern's offsets, with the tensors that were made for it. */
const known = new WeakMap<
  object,
  { readonly pattern: TransposedPattern; readonly own: readonly tf.Tensor[] }
>();

/**
 * The transpose of a pattern, which adjoints on a GPU gather their sums by: scattering would add in an order that
 * changes from run to run. Made with the first call and kept until {@link releaseTransposedPattern}. Of a symmetric pattern, offsets and
 * indices are its own.
 *
 * Complexity: O(rows + columns + entries).
 */
export function transposedPattern(
  [offsets, indices]: readonly tf.Tensor[],
  columns: number,
): TransposedPattern {
  const found = known.get(offsets.dataId);
  if (found !== undefined) return found.pattern;
  const own = offsets.dataSync() as Int32Array;
  const names = indices.dataSync() as Int32Array;
  const ends = new Int32Array(columns + 1);
  const rows = new Int32Array(names.length);
  const entries = new Int32Array(names.length);
  const rowOf = new Int32Array(names.length);
  for (const column of names) ends[column + 1]++;
  for (let column = 0; column < columns; column++) ends[column + 1] += ends[column];
  const cursor = ends.slice(0, columns);
  for (let row = 0; row + 1 < own.length; row++)
    for (let k = own[row]; k < own[row + 1]; k++) {
      const place = cursor[names[k]]++;
      rows[place] = row;
      entries[place] = k;
      rowOf[k] = row;
    }
  const isSymmetric = isSame(ends, own) && isSame(rows, names);
  const made: tf.Tensor[] = [];
  const keep = (tensor: tf.Tensor) => {
    made.push(tf.keep(tensor));
    return tensor;
  };
  // A clone shares the bytes, and lives on when the tensor that it is of is freed.
  const keepOr = (values: Int32Array, same: tf.Tensor) =>
    keep(isSymmetric ? same.clone() : tf.tensor1d(values, "int32"));
  const pattern = {
    ends: keepOr(ends, offsets),
    rows: keepOr(rows, indices),
    entries: keep(tf.tensor1d(entries, "int32")),
    rowOf: keep(tf.tensor1d(rowOf, "int32")),
  };
  known.set(offsets.dataId, { pattern, own: made });
  return pattern;
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** Frees what {@link transposedPattern} has kept for a pattern, if anything. */
export function releaseTransposedPattern([offsets]: readonly tf.Tensor[]): void {
  const kept = known.get(offsets.dataId);
  if (kept === undefined) return;
  tf.dispose([...kept.own]);
  known.delete(offsets.dataId);
}
