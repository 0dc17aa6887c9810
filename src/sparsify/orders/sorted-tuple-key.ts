/**
 * How the sorted tuple of all walk indices would change, as what Algorithm 1 compares: D(v) = #{t : index after = v} -
 * #{t : index before = v}, at all v where it is not 0.
 *
 * Of two edges of one graph, the tuples agree but for the affected vertices; at the smallest v where D differs, the edge with the
 * smaller D leaves the larger tuple: where two multisets of equal size differ first, the one with more of the value is the smaller.
 */
export interface SortedTupleKey {
  /** [N] ascending: all of them, or the lowest ones */
  readonly values: Float64Array;
  /** [N] D at each value, not 0 */
  readonly differences: Int32Array;
  /** the change that further values can be found in; null where `values` holds all */
  readonly rest: { readonly before: Float64Array; readonly after: Float64Array } | null;
}

/** Changes of more entries are sorted when a comparison needs it; most are decided by their lowest values. */
const FEW = 24;
/** So many of the lowest entries are sorted at once. */
const HEAD = 8;
const lowest = new Float64Array(HEAD);

/**
 * The key of a change of some entries, none of which rises.
 *
 * @param before [K] the entries before; kept, and sorted in place now or later
 * @param after [K] the entries after; likewise
 *
 * Complexity: O(K), and O(K log K) at the first comparison that the lowest values do not decide.
 */
export function sortedTupleKey(before: Float64Array, after: Float64Array): SortedTupleKey {
  if (after.length <= FEW) return { ...differencesOf(before.sort(), after.sort()), rest: null };
  const highest = lowestEntries(after);
  // An entry is lower after than before: those of `before` that are low belong to low ones of `after`.
  const lowBefore: number[] = [];
  const lowAfter: number[] = [];
  for (let k = 0; k < after.length; k++) {
    if (after[k] > highest) continue;
    lowAfter.push(after[k]);
    if (before[k] <= highest) lowBefore.push(before[k]);
  }
  const head = differencesOf(Float64Array.from(lowBefore).sort(), Float64Array.from(lowAfter).sort());
  return { ...head, rest: { before, after } };
}

/** Finds the HEAD lowest of more entries; returns the highest of these. */
function lowestEntries(entries: Float64Array): number {
  lowest.fill(Number.POSITIVE_INFINITY);
  for (let k = 0; k < entries.length; k++) {
    const entry = entries[k];
    if (entry >= lowest[HEAD - 1]) continue;
    let place = HEAD - 1;
    for (; place > 0 && lowest[place - 1] > entry; place--) lowest[place] = lowest[place - 1];
    lowest[place] = entry;
  }
  return lowest[HEAD - 1];
}

/** D, of entries sorted before and after. */
function differencesOf(
  before: Float64Array,
  after: Float64Array,
): { values: Float64Array; differences: Int32Array } {
  const values = new Float64Array(before.length + after.length);
  const differences = new Int32Array(values.length);
  let count = 0;
  for (let a = 0, b = 0; a < after.length || b < before.length; ) {
    const nextAfter = a < after.length ? after[a] : Number.POSITIVE_INFINITY;
    const nextBefore = b < before.length ? before[b] : Number.POSITIVE_INFINITY;
    const value = nextAfter < nextBefore ? nextAfter : nextBefore;
    let difference = 0;
    for (; a < after.length && after[a] === value; a++) difference++;
    for (; b < before.length && before[b] === value; b++) difference--;
    if (difference === 0) continue;
    values[count] = value;
    differences[count++] = difference;
  }
  // Copies: of many entries few may differ, and a key may be kept for every edge.
  return { values: values.slice(0, count), differences: differences.slice(0, count) };
}

/** Negative where a leaves the larger tuple, positive where b does, 0 where they are equal. O(K), and see {@link sortedTupleKey}. */
export function compareSortedTuples(a: SortedTupleKey, b: SortedTupleKey): number {
  for (let k = 0; ; k++) {
    if (k === a.values.length && a.rest !== null) complete(a, a.rest);
    if (k === b.values.length && b.rest !== null) complete(b, b.rest);
    const isInA = k < a.values.length;
    const isInB = k < b.values.length;
    if (!isInA) return isInB ? -b.differences[k] : 0;
    if (!isInB) return a.differences[k];
    if (a.values[k] < b.values[k]) return a.differences[k];
    if (b.values[k] < a.values[k]) return -b.differences[k];
    if (a.differences[k] !== b.differences[k]) return a.differences[k] - b.differences[k];
  }
}

function complete(key: SortedTupleKey, { before, after }: NonNullable<SortedTupleKey["rest"]>): void {
  Object.assign(key, differencesOf(before.sort(), after.sort()), { rest: null });
}
