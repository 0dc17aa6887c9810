import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import { entryCount } from "../../tensor/tensor.js";

/**
 * Index tuples drawn uniformly at random without repetition, in row-major order.
 *
 * Source of the method: Floyd's algorithm (Bentley and Floyd 1987), so that nothing of the tensor's size is made.
 *
 * @param count from 1 to the number of entries
 *
 * Complexity: O(count log count).
 * @throws InputError where the count is out of range
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { sampleEntries } from "seprank/factorization";
 *
 * sampleEntries([2, 2], 4, createRandom(0)); // => [[0, 0], [0, 1], [1, 0], [1, 1]]
 * ```
 */
export function sampleEntries(shape: readonly number[], count: number, random: Random): number[][] {
  const total = entryCount(shape);
  if (!Number.isInteger(count) || count < 1 || count > total)
    throw new InputError(`observed entries: expected an integer from 1 to ${total}, got ${count}`);
  const chosen = new Set<number>();
  for (let last = total - count; last < total; last++) {
    const place = random.integer(last + 1);
    chosen.add(chosen.has(place) ? last : place);
  }
  return [...chosen]
    .sort((a, b) => a - b)
    .map((place) => {
      const index = new Array<number>(shape.length);
      let rest = place;
      for (let n = shape.length - 1; n >= 0; n--) {
        index[n] = rest % shape[n];
        rest = Math.floor(rest / shape[n]);
      }
      return index;
    });
}
