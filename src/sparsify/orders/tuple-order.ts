import { InputError } from "../../errors.js";
import { compareSortedTuples, type SortedTupleKey, sortedTupleKey } from "./sorted-tuple-key.js";

/** Orders over tuples of walk indices that have a name. */
export const TUPLE_ORDERS = Object.freeze(["lexicographic", "sum", "min", "max"] as const);

/**
 * An order over tuples of walk indices, one entry for each partition; the edge whose tuple is maximal is removed.
 *
 * "lexicographic": entries sorted ascending, the smallest compared first (as WIS does); "sum", "min", "max": of the entries. Or a
 * comparison of two tuples, entries in the partitions' order: positive where the first is the greater one.
 */
export type TupleOrder =
  | (typeof TUPLE_ORDERS)[number]
  | ((first: Float64Array, second: Float64Array) => number);

/**
 * How removals compare under an order that has a name: by a key of each, of the tuple before and after it.
 *
 * Removing other edges lowers entries. As long as it does not change what an edge's own removal would take from them, it makes the
 * edge's key worse or leaves it: a key from earlier is an upper bound.
 */
export interface TupleKeys {
  /** neither tuple is kept or changed */
  readonly key: (before: Float64Array, after: Float64Array) => SortedTupleKey;
  /** negative where the first leaves the greater tuple */
  readonly compare: (first: SortedTupleKey, second: SortedTupleKey) => number;
}

/** @throws InputError that names the known orders */
export function tupleKeys(order: (typeof TUPLE_ORDERS)[number]): TupleKeys {
  const compare = compareSortedTuples;
  switch (order) {
    case "lexicographic":
      return { key: changedEntries, compare };
    case "sum":
      // By what it loses: the sum itself falls with every removal, and would make all keys of before useless.
      return { key: (before, after) => single(total(after) - total(before)), compare };
    case "min":
      return { key: (_, after) => single(fold(after, Number.POSITIVE_INFINITY, Math.min)), compare };
    case "max":
      return { key: (_, after) => single(fold(after, Number.NEGATIVE_INFINITY, Math.max)), compare };
    default:
      throw new InputError(`order of tuples: expected one of ${TUPLE_ORDERS.join(", ")}, got "${order}"`);
  }
}

/** Where two tuples with most entries in common differ tells which is greater. */
function changedEntries(before: Float64Array, after: Float64Array): SortedTupleKey {
  const lost: number[] = [];
  const left: number[] = [];
  for (let m = 0; m < after.length; m++) {
    if (before[m] === after[m]) continue;
    lost.push(before[m]);
    left.push(after[m]);
  }
  return sortedTupleKey(Float64Array.from(lost), Float64Array.from(left));
}

/** A tuple of one entry. */
function single(value: number): SortedTupleKey {
  return { values: Float64Array.of(value), differences: Int32Array.of(1), rest: null };
}

function total(tuple: Float64Array): number {
  let sum = 0;
  for (const x of tuple) sum += x;
  return sum;
}

function fold(tuple: Float64Array, start: number, better: (a: number, b: number) => number): number {
  let result = start;
  for (const x of tuple) result = better(result, x);
  return result;
}
