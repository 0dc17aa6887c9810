import { bitCount } from "./bit-count.js";

/** A set of the numbers below `size`, and how many of it are below any number: it stays in the caches where a table of places does not. */
export interface BitRanks {
  /** To be called before {@link BitRanks.count} only. */
  add(number: number): void;
  /** Counts what has been added, once. @returns how many numbers there are */
  count(): number;
  /** Whether the number is in the set, which has been counted. */
  has(number: number): boolean;
  /** How many numbers of the set, which has been counted, are below this one. */
  rank(number: number): number;
}

const BLOCK_BITS = 12;
const BLOCK = 2 ** BLOCK_BITS;

/**
 * An empty set: two bits a number, in words of 32, each beside how many numbers there are before it; and the same of blocks of 4096, which
 * suffices where a block is empty or full.
 *
 * Complexity: O(size / 32) to build and to count, O(1) for anything else.
 */
export function createBitRanks(size: number): BitRanks {
  const words = new Uint32Array(2 * Math.ceil(size / 32) + 2);
  const before = new Uint32Array(Math.ceil(size / BLOCK) + 1);
  return {
    add(number) {
      words[(number >>> 5) << 1] |= 1 << (number & 31);
    },
    count() {
      let sum = 0;
      for (let k = 0; k < words.length; k += 2) {
        if ((k << 4) % BLOCK === 0) before[(k << 4) >>> BLOCK_BITS] = sum;
        words[k + 1] = sum;
        sum += bitCount(words[k]);
      }
      before[before.length - 1] = sum;
      return sum;
    },
    has(number) {
      const block = number >>> BLOCK_BITS;
      const inside = before[block + 1] - before[block];
      return inside > 0 && (inside === BLOCK || isSet(number));
    },
    rank(number) {
      const block = number >>> BLOCK_BITS;
      const inside = before[block + 1] - before[block];
      if (inside === 0) return before[block];
      if (inside === BLOCK) return before[block] + (number & (BLOCK - 1));
      const place = (number >>> 5) << 1;
      return words[place + 1] + bitCount(words[place] & ((1 << (number & 31)) - 1));
    },
  };

  function isSet(number: number): boolean {
    return ((words[(number >>> 5) << 1] >>> (number & 31)) & 1) === 1;
  }
}
