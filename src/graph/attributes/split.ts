import { FormatError, InputError } from "../../errors.js";
import { type Random, shuffle } from "../../random.js";
import type { Split } from "../dataset.js";

/** Shares of the labelled vertices; they add up to at most 1. */
export interface SplitShares {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** Shares of the labelled vertices to train on, to choose by, and to test on (thesis, appendix D.6.2.2). */
export const SPLIT_SHARES: SplitShares = Object.freeze({ train: 0.8, validation: 0.1, test: 0.1 });

/**
 * Checks that a vertex is in one part of a split at most, and once. O(V + vertices of the split).
 *
 * @throws FormatError with an example
 */
export function checkSplit(split: Split, vertexCount: number, what = "split"): Split {
  const partOf = new Array<keyof Split | undefined>(vertexCount);
  for (const part of ["train", "validation", "test"] as const)
    for (const vertex of split[part]) {
      const other = partOf[vertex];
      if (other !== undefined)
        throw new FormatError(
          other === part
            ? `${what}: expected every vertex once, got vertex ${vertex} twice in ${part}`
            : `${what}: vertex ${vertex} is in more than one of train, validation and test: in ${other} and ${part}`,
        );
      partOf[vertex] = part;
    }
  return split;
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
 *
 * @example
 * ```ts
 * import { createRandom, randomSplit, SPLIT_SHARES } from "seprank";
 *
 * const { train, validation, test } = randomSplit(new Int32Array(100), SPLIT_SHARES, createRandom(0));
 * [train.length, validation.length, test.length]; // => [80, 10, 10]
 * ```
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
