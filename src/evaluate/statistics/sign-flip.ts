import { createRandom } from "../../random.js";

/** Up to so many differences all 2^n assignments of signs count. */
const MOST_EXACT = 28;
const DRAWS = 100_000;
/** Draws whose sums are made at a time; divides {@link DRAWS}. */
const BLOCK = 4000;
/** Signs of so many differences at a time come from a table of their sums. */
const TABLE_BITS = 8;
const TABLE_SIZE = 2 ** TABLE_BITS;
/** Places in so many tables are the bytes of one word. */
const WORD_TABLES = 4;

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
  const words = Math.ceil(differences.length / (WORD_TABLES * TABLE_BITS));
  const tables = tablesOf(differences, words);
  const places = drawnPlaces(Math.ceil(differences.length / TABLE_BITS), words);
  // A block of draws at a time: the sums are near. Three words, twelve tables, at a time: the sums are read and written less.
  const sums = new Float64Array(BLOCK);
  let count = 1;
  for (let from = 0; from < DRAWS; from += BLOCK) {
    sums.fill(0);
    const wordsOf = (w: number) => places.subarray(DRAWS * w + from, DRAWS * w + from + BLOCK);
    let w = 0;
    for (; w + 3 <= words; w += 3)
      addThreeWords(sums, tables.slice(w, w + 3), [wordsOf(w), wordsOf(w + 1), wordsOf(w + 2)]);
    for (; w < words; w++) addWord(sums, tables[w], wordsOf(w));
    for (let k = 0; k < BLOCK; k++) if (Math.abs(sums[k]) >= far) count++;
  }
  return count / (DRAWS + 1);
}

/** [words][4 * 256] the sums of every eight signs, four tables one after the other; where there are no differences, 0. */
function tablesOf(differences: readonly number[], words: number): Float64Array[] {
  return Array.from({ length: words }, (_, w) => {
    const tables = new Float64Array(WORD_TABLES * TABLE_SIZE);
    for (let t = 0; t < WORD_TABLES; t++) {
      const first = TABLE_BITS * (WORD_TABLES * w + t);
      const sums = signedSums(differences.slice(first, first + TABLE_BITS));
      // Of fewer than eight differences again and again, so that any eight bits are a place in the table.
      for (let place = 0; place < TABLE_SIZE; place++)
        tables[TABLE_SIZE * t + place] = sums[place & (sums.length - 1)];
    }
    return tables;
  });
}

function addWord(sums: Float64Array, tables: Float64Array, places: Uint32Array): void {
  for (let k = 0; k < BLOCK; k++) {
    const x = places[k];
    sums[k] =
      sums[k] +
      tables[x & 255] +
      tables[256 | ((x >>> 8) & 255)] +
      tables[512 | ((x >>> 16) & 255)] +
      tables[768 | (x >>> 24)];
  }
}

function addThreeWords(
  sums: Float64Array,
  [a, b, c]: readonly Float64Array[],
  [first, second, third]: readonly Uint32Array[],
): void {
  for (let k = 0; k < BLOCK; k++) {
    const x = first[k];
    const y = second[k];
    const z = third[k];
    sums[k] =
      sums[k] +
      a[x & 255] +
      a[256 | ((x >>> 8) & 255)] +
      a[512 | ((x >>> 16) & 255)] +
      a[768 | (x >>> 24)] +
      b[y & 255] +
      b[256 | ((y >>> 8) & 255)] +
      b[512 | ((y >>> 16) & 255)] +
      b[768 | (y >>> 24)] +
      c[z & 255] +
      c[256 | ((z >>> 8) & 255)] +
      c[512 | ((z >>> 16) & 255)] +
      c[768 | (z >>> 24)];
  }
}

let lastDrawn = { tables: 0, places: new Uint32Array() };

/**
 * [words, DRAWS] places in tables of signs, those of four tables in a word, the lowest bits first: the same for every test of as many tables,
 * as a report makes thousands of tests.
 */
function drawnPlaces(tables: number, words: number): Uint32Array {
  if (lastDrawn.tables !== tables) {
    const random = createRandom(0, "sign flips");
    const places = new Uint32Array(DRAWS * words);
    for (let t = 0; t < tables; t++) {
      const at = DRAWS * Math.floor(t / WORD_TABLES);
      const shift = TABLE_BITS * (t % WORD_TABLES);
      for (let k = 0; k < DRAWS; k++) places[at + k] |= random.integer(TABLE_SIZE) << shift;
    }
    lastDrawn = { tables, places };
  }
  return lastDrawn.places;
}
