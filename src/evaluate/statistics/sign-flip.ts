import { createRandom } from "../../random.js";

/** Up to so many differences all 2^n assignments of signs count. */
const MOST_EXACT = 28;
const DRAWS = 100_000;
/** Draws whose sums are made at a time; divides {@link DRAWS}. */
const BLOCK = 2000;
/** Signs of so many differences at a time come from a table of their sums. */
const TABLE_BITS = 8;

/**
 * Two-sided p-value of the sign-flip test (Fisher's randomization test for pairs): the share of the 2^n assignments of signs whose sum
 * is at least as far from 0 as the sum of the differences.
 *
 * With n pairs it is at least 2^(1 - n): five cannot show p < 0.0625. Up to 28 pairs it is exact; above, 100000 assignments are drawn,
 * with a fixed seed, and p = (1 + those as far) / (1 + draws).
 *
 * Source: Fisher, "The Design of Experiments" (1935), section 21. How the assignments are counted: Horowitz, Sahni, "Computing
 * partitions with applications to the knapsack problem" (1974), from the ascending sums of either half.
 *
 * @param differences [n], at least one
 *
 * Complexity: O(2^(n/2)); for n > 28, O(n DRAWS / 8).
 *
 * Three differences of one sign: two assignments of eight, all plus and all minus, are as far from 0, so that p = 0.25.
 */
export function signFlipTest(differences: readonly number[]): number {
  const total = Math.abs(differences.reduce((sum, x) => sum + x, 0));
  const scale = differences.reduce((sum, x) => sum + Math.abs(x), 0);
  // Sums that differ by rounding only are as far.
  const far = total - 1e-12 * scale;
  if (far <= 0) return 1;
  if (differences.length > MOST_EXACT) return drawn(differences, far);
  const half = differences.length >> 1;
  // With every assignment goes its opposite.
  return (
    (2 * pairsAbove(signedSums(differences.slice(0, half)), signedSums(differences.slice(half)), far)) /
    2 ** differences.length
  );
}

/** [2^n] the sums of all assignments of signs, ascending: each difference merges the sums with it and the sums without. O(2^n). */
function signedSums(differences: readonly number[]): Float64Array {
  let sums = new Float64Array(1);
  for (const x of differences) {
    const size = Math.abs(x);
    const count = sums.length;
    const merged = new Float64Array(2 * count);
    for (let minus = 0, plus = 0, k = 0; k < 2 * count; k++)
      merged[k] =
        minus < count && sums[minus] - size <= sums[plus] + size ? sums[minus++] - size : sums[plus++] + size;
    sums = merged;
  }
  return sums;
}

/** How many pairs, one of either ascending list, have a sum of at least a bound. */
function pairsAbove(first: Float64Array, second: Float64Array, bound: number): number {
  let count = 0;
  let below = second.length;
  for (const sum of first) {
    while (below > 0 && sum + second[below - 1] >= bound) below--;
    count += second.length - below;
  }
  return count;
}

function drawn(differences: readonly number[], far: number): number {
  const tables = Array.from({ length: Math.ceil(differences.length / TABLE_BITS) }, (_, t) =>
    wholeTable(signedSums(differences.slice(TABLE_BITS * t, TABLE_BITS * (t + 1)))),
  );
  const places = drawnPlaces(tables.length);
  // Four tables at a time, a block of draws at a time: the sums are read and written less, and near.
  const sums = new Float64Array(BLOCK);
  let count = 1;
  for (let from = 0; from < DRAWS; from += BLOCK) {
    sums.fill(0);
    let t = 0;
    for (; t + 4 <= tables.length; t += 4) {
      const [a, b, c, d] = tables.slice(t, t + 4);
      const at = DRAWS * t + from;
      for (let k = 0; k < BLOCK; k++)
        sums[k] =
          sums[k] +
          a[places[at + k]] +
          b[places[at + DRAWS + k]] +
          c[places[at + 2 * DRAWS + k]] +
          d[places[at + 3 * DRAWS + k]];
    }
    for (; t < tables.length; t++) {
      const table = tables[t];
      const at = DRAWS * t + from;
      for (let k = 0; k < BLOCK; k++) sums[k] += table[places[at + k]];
    }
    for (let k = 0; k < BLOCK; k++) if (Math.abs(sums[k]) >= far) count++;
  }
  return count / (DRAWS + 1);
}

/** A table of 2^k sums, k <= 8, again and again, so that any 8 bits are a place in it. */
function wholeTable(sums: Float64Array): Float64Array {
  const mask = sums.length - 1;
  return Float64Array.from({ length: 2 ** TABLE_BITS }, (_, place) => sums[place & mask]);
}

let lastDrawn = new Uint8Array();

/** [tables, DRAWS] places in tables of signs, the same for every test of as many tables: a report makes thousands of tests. */
function drawnPlaces(tables: number): Uint8Array {
  if (lastDrawn.length !== DRAWS * tables) {
    const random = createRandom(0, "sign flips");
    lastDrawn = Uint8Array.from({ length: DRAWS * tables }, () => random.integer(2 ** TABLE_BITS));
  }
  return lastDrawn;
}
