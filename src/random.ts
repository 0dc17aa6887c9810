import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { InputError } from "./errors.js";

/** A seeded stream of random numbers. Always an argument, never global: same seed, same numbers. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform integer in [0, bound), bound >= 1. */
  integer(bound: number): number;
  /** Standard normal (Marsaglia's polar method). */
  normal(): number;
}

/**
 * A random stream (xoroshiro128+) from a seed.
 *
 * @param seed integer in [0, 2^31); streams for different purposes take different `stream` labels, so that drawing more
 *   numbers for one does not shift another
 * @throws InputError where the seed is not such an integer
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 *
 * const random = createRandom(7, "coins");
 * const flips = [random.integer(2), random.integer(2), random.integer(2)];
 * const again = createRandom(7, "coins");
 * [again.integer(2), again.integer(2), again.integer(2)]; // => flips
 * ```
 */
export function createRandom(seed: number, stream = ""): Random {
  checkSeed(seed);
  const generator = xoroshiro128plus(hash(`${stream}:${seed}`) | 0);
  let spare: number | undefined;
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    integer: (bound) => uniformInt(generator, 0, bound - 1),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const x = 2 * uniform() - 1;
        const y = 2 * uniform() - 1;
        const square = x * x + y * y;
        if (square > 0 && square < 1) {
          const scale = Math.sqrt((-2 * Math.log(square)) / square);
          spare = y * scale;
          return x * scale;
        }
      }
    },
  };
}

/** Shuffles `values` in place (Fisher and Yates) and returns it. O(n). */
export function shuffle<T extends { length: number; [index: number]: unknown }>(
  values: T,
  random: Random,
): T {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const value = values[last];
    values[last] = values[other];
    values[other] = value;
  }
  return values;
}

/** @throws InputError where `seed` is not an integer in [0, 2^31) */
export function checkSeed(seed: number): void {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 31)
    throw new InputError(`seed: expected an integer from 0 to ${2 ** 31 - 1}, got ${seed}`);
}

/** 32-bit FNV-1a over UTF-16 units, with a final avalanche (murmur3's), so that neighbouring seeds differ everywhere. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) h = Math.imul(h ^ text.charCodeAt(k), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
