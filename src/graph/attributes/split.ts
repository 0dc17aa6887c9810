import { InputError } from "../../errors.js";
import { type Random, shuffle } from "../../random.js";
import type { Split } from "../dataset.js";

/** Shares of the labelled vertices; they add up to at most 1. */
export interface SplitShares {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/**
 * Splits the labelled vertices at random. Sizes are the shares rounded, the test part taking what rounding leaves where
 * the shares add up to 1.
 *
 * @param labels [V] -1 where a vertex has none: it is in no part
 * @param random the same stream gives the same split
 *
 * Complexity: O(V log V).
 *
 * @throws InputError where a share is not in [0, 1], or they add up to more than 1
 */
export function randomSplit(labels: Int32Array, shares: SplitShares, random: Random): Split {
  const { train, validation, test } = shares;
  const total = train + validation + test;
  if (![train, validation, test].every((share) => share >= 0 && share <= 1) || total > 1 + 1e-9)
    throw new InputError(
      `split: expected shares from 0 to 1 that add up to at most 1, got ${train}, ${validation}, ${test}`,
    );
  const labelled: number[] = [];
  labels.forEach((label, vertex) => {
    if (label >= 0) labelled.push(vertex);
  });
  const order = shuffle(Uint32Array.from(labelled), random);
  const first = Math.round(train * order.length);
  const second = Math.min(order.length, first + Math.round(validation * order.length));
  const last =
    total > 1 - 1e-9 ? order.length : Math.min(order.length, second + Math.round(test * order.length));
  return {
    train: order.slice(0, first).sort(),
    validation: order.slice(first, second).sort(),
    test: order.slice(second, last).sort(),
  };
}
