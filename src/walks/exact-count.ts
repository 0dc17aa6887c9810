/**
 * A number of walks, always exact: a `number` while it is below 2^53, where every integer is a double, a `bigint` from there on.
 *
 * The type of the value says which it is. Never rounded.
 */
export type ExactCount = number | bigint;

/** [V] Numbers of walks, always exact: a `Float64Array` where all are below 2^53, else an array of `bigint`. */
export type ExactCounts = Float64Array | readonly bigint[];

/** 2^53: sums of non-negative integers are exact in doubles as long as they stay below it, and known to reach it else. */
export const EXACT_LIMIT = 2 ** 53;

/** A `bigint` that fits is given as a `number`. */
export function exactCount(value: bigint): ExactCount {
  return value < EXACT_LIMIT ? Number(value) : value;
}

/** The sum of the counts at some vertices, exact. O(K) for K vertices. */
export function sumCounts(counts: ExactCounts, vertices: ArrayLike<number>): ExactCount {
  if (counts instanceof Float64Array) {
    let sum = 0;
    for (let k = 0; k < vertices.length; k++) sum += counts[vertices[k]];
    if (sum < EXACT_LIMIT) return sum;
  }
  let sum = 0n;
  for (let k = 0; k < vertices.length; k++) sum += BigInt(counts[vertices[k]]);
  return exactCount(sum);
}
