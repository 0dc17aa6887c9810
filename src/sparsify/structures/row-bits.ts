import type { Adjacency } from "../../graph/adjacency.js";
import { bitCount } from "../../graph/bit-count.js";

/**
 * The rows of dense vertices as bit sets, to find the k-th neighbour that is not in a set without a look at each neighbour.
 *
 * A row of V bits is made for vertices of more than V / 8 neighbours: it is no larger than their entries, and 32 vertices are one step.
 */
export interface RowBits {
  isDense(vertex: number): boolean;
  /** Puts a vertex in the set. O(1). */
  add(vertex: number): void;
  /** Empties the set. O(V / 32). */
  clear(): void;
  /** How many neighbours of a dense vertex are not in the set. O(V / 32). */
  countOutside(vertex: number): number;
  /** The k-th neighbour, from 0, by vertex number, of a dense vertex among those that are not in the set. O(V / 32). */
  outside(vertex: number, k: number): number;
}

/** O(V + E) time, at most 2 E bytes. */
export function createRowBits({ vertexCount, offsets, neighbors }: Adjacency): RowBits {
  const words = Math.ceil(vertexCount / 32);
  const place = new Int32Array(vertexCount).fill(-1);
  let count = 0;
  for (let u = 0; u < vertexCount; u++)
    if (offsets[u + 1] - offsets[u] > Math.max(vertexCount / 8, FEWEST)) place[u] = words * count++;
  const rows = new Uint32Array(words * count);
  for (let u = 0; u < vertexCount; u++) {
    if (place[u] < 0) continue;
    for (let k = offsets[u]; k < offsets[u + 1]; k++)
      rows[place[u] + (neighbors[k] >>> 5)] |= 1 << (neighbors[k] & 31);
  }
  const set = new Uint32Array(count === 0 ? 0 : words);
  return {
    isDense: (u) => place[u] >= 0,
    add(u) {
      if (count > 0) set[u >>> 5] |= 1 << (u & 31);
    },
    clear: () => set.fill(0),
    countOutside(u) {
      let sum = 0;
      for (let w = 0; w < words; w++) sum += bitCount(rows[place[u] + w] & ~set[w]);
      return sum;
    },
    outside(u, k) {
      let left = k;
      for (let w = 0; ; w++) {
        let bits = rows[place[u] + w] & ~set[w];
        const here = bitCount(bits);
        if (left >= here) {
          left -= here;
          continue;
        }
        for (; left > 0; left--) bits &= bits - 1;
        return 32 * w + 31 - Math.clz32(bits & -bits);
      }
    },
  };
}

/** Shorter rows are looked through as fast. */
const FEWEST = 64;
