/** Numbers for the pairs (i, j), i < j, of V vertices: their places in lexicographic order, integers below 2^53. */
export interface PairNumbers {
  /** The number of the pair of two vertices, whichever comes first. */
  of(a: number, b: number): number;
  smaller(pair: number): number;
  larger(pair: number): number;
}

/** The most vertices: V (V - 1) / 2 pairs have numbers below 2^53. */
export const MOST_VERTICES = 2 ** 27;

/**
 * The pair (i, j) has the number i (2V - i - 1) / 2 + (j - i - 1).
 *
 * Complexity: O(1) each.
 *
 * @param vertexCount V, at most 2^27
 */
export function createPairNumbers(vertexCount: number): PairNumbers {
  let decoded = -1;
  let smaller = 0;
  let larger = 0;

  /** The number of the first pair of i and a larger vertex. One of the two factors is even, so that no product is beyond 2^53. */
  function first(i: number): number {
    const others = 2 * vertexCount - i - 1;
    return i % 2 === 0 ? (i / 2) * others : i * (others / 2);
  }

  /** The smaller end is the root of a quadratic, which rounding may miss by a little. */
  function decode(pair: number): void {
    if (pair === decoded) return;
    const b = 2 * vertexCount - 1;
    let i = Math.min(vertexCount - 2, Math.floor((b - Math.sqrt(Math.max(0, b * b - 8 * pair))) / 2));
    while (first(i) > pair) i--;
    while (first(i + 1) <= pair) i++;
    decoded = pair;
    smaller = i;
    larger = pair - first(i) + i + 1;
  }

  return {
    of: (a, b) => (a < b ? first(a) + (b - a - 1) : first(b) + (a - b - 1)),
    smaller(pair) {
      decode(pair);
      return smaller;
    },
    larger(pair) {
      decode(pair);
      return larger;
    },
  };
}
