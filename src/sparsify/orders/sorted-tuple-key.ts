/**
 * How the sorted tuple of all walk indices would change, as what Algorithm 1 compares: D(v) = #{t : index after = v} -
 * #{t : index before = v}, at all v where it is not 0.
 *
 * Of two edges of one graph, the tuples agree but for the affected vertices; at the smallest v where D differs, the edge with the
 * smaller D leaves the larger tuple: where two multisets of equal size differ first, the one with more of the value is the smaller.
 */
export interface SortedTupleKey {
  /** [N] ascending */
  readonly values: Float64Array;
  /** [N] D at each value, not 0 */
  readonly differences: Int32Array;
}

/**
 * The key of a change of some entries.
 *
 * @param before [K] the entries before; sorted here, in place
 * @param after [K] the entries after; sorted here, in place
 *
 * Complexity: O(K log K).
 */
export function sortedTupleKey(before: Float64Array, after: Float64Array): SortedTupleKey {
  before.sort();
  after.sort();
  const values = new Float64Array(before.length + after.length);
  const differences = new Int32Array(values.length);
  let count = 0;
  for (let a = 0, b = 0; a < after.length || b < before.length; ) {
    const value = Math.min(after[a] ?? Number.POSITIVE_INFINITY, before[b] ?? Number.POSITIVE_INFINITY);
    let difference = 0;
    for (; after[a] === value; a++) difference++;
    for (; before[b] === value; b++) difference--;
    if (difference === 0) continue;
    values[count] = value;
    differences[count++] = difference;
  }
  return { values: values.slice(0, count), differences: differences.slice(0, count) };
}

/** Negative where a leaves the larger tuple, positive where b does, 0 where they are equal. O(K). */
export function compareSortedTuples(a: SortedTupleKey, b: SortedTupleKey): number {
  for (let k = 0; ; k++) {
    const valueA = a.values[k] ?? Number.POSITIVE_INFINITY;
    const valueB = b.values[k] ?? Number.POSITIVE_INFINITY;
    if (valueA < valueB) return a.differences[k];
    if (valueB < valueA) return -b.differences[k];
    if (valueA === Number.POSITIVE_INFINITY) return 0;
    if (a.differences[k] !== b.differences[k]) return a.differences[k] - b.differences[k];
  }
}
