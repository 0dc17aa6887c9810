import { InputError } from "../errors.js";
import type { Random } from "../random.js";

/**
 * A permutation of 0 .. n - 1 that is one cycle, so that no place is fixed; uniform over all such permutations (Sattolo 1986).
 *
 * For the locality regulariser: sample s gets the pixels of region J of sample `permutation[s]`.
 *
 * Complexity: O(n).
 * @throws InputError where n is no integer >= 2: of one sample there is no other to take pixels from
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { cyclicPermutation } from "seprank/locality";
 *
 * const next = cyclicPermutation(5, createRandom(0));
 * next.every((image, place) => image !== place); // => true
 * ```
 */
export function cyclicPermutation(count: number, random: Random): Uint32Array {
  if (!Number.isInteger(count) || count < 2)
    throw new InputError(`batch: expected at least 2 samples to exchange pixels between, got ${count}`);
  const permutation = Uint32Array.from({ length: count }, (_, k) => k);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(last);
    const value = permutation[last];
    permutation[last] = permutation[other];
    permutation[other] = value;
  }
  return permutation;
}
