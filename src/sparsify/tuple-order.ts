import { InputError } from "../errors.js";

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

/** How a tuple is prepared once, and how two prepared ones compare. */
export interface TupleComparison {
  readonly prepare: (tuple: Float64Array) => Float64Array;
  /** positive where the first is greater */
  readonly compare: (first: Float64Array, second: Float64Array) => number;
}

/** @throws InputError that names the known orders */
export function tupleComparison(order: TupleOrder): TupleComparison {
  if (typeof order === "function") return { prepare: (tuple) => tuple.slice(), compare: order };
  const fold = (start: number, join: (a: number, b: number) => number): TupleComparison => ({
    prepare: (tuple) => Float64Array.of(tuple.reduce(join, start)),
    compare: lexicographic,
  });
  switch (order) {
    case "lexicographic":
      return { prepare: (tuple) => tuple.toSorted(), compare: lexicographic };
    case "sum":
      return fold(0, (a, b) => a + b);
    case "min":
      return fold(Number.POSITIVE_INFINITY, (a, b) => Math.min(a, b));
    case "max":
      return fold(Number.NEGATIVE_INFINITY, (a, b) => Math.max(a, b));
    default:
      throw new InputError(`order of tuples: expected one of ${TUPLE_ORDERS.join(", ")}, got "${order}"`);
  }
}

function lexicographic(first: Float64Array, second: Float64Array): number {
  for (let k = 0; k < first.length; k++) if (first[k] !== second[k]) return first[k] > second[k] ? 1 : -1;
  return 0;
}
