/**
 * All edges from the lowest score to the highest: the order in which scored edges are removed, as **higher = keep**.
 *
 * Edges of equal score are removed by index, lowest first. That is a rule, not a judgement: where a method gives many edges one score
 * (all edges outside triangles have 0 triangles), what is kept among them follows the order of the input.
 *
 * Radix sort of the scores' bits, least significant digit first; stable, hence the ties.
 *
 * @param scores [E] no NaN; -0 and 0 are equal
 * @returns [E] edge indices
 *
 * Complexity: O(E) time and memory.
 */
export function orderByScore(scores: Float64Array): Uint32Array {
  const count = scores.length;
  let order: Uint32Array = new Uint32Array(count).map((_, e) => e);
  // Few edges are sorted before the radix sort has cleared its counters.
  if (count < FEW)
    return order.sort((a, b) => (scores[a] < scores[b] ? -1 : scores[a] > scores[b] ? 1 : a - b));
  let [high, low]: Uint32Array[] = ascendingWords(scores);
  let [nextOrder, nextHigh, nextLow]: Uint32Array[] = [order, high, low].map(
    (words) => new Uint32Array(words.length),
  );
  const counts = digitCounts(high, low);
  for (let digit = 0; digit < counts.length; digit++) {
    const next = counts[digit];
    if (next.includes(count)) continue; // one digit for all
    toStarts(next);
    const isHigh = digit >= LOW_DIGITS;
    const words = isHigh ? high : low;
    const shift = DIGIT_BITS * (isHigh ? digit - LOW_DIGITS : digit);
    // The words move with the order, so that every pass reads from front to back.
    for (let k = 0; k < count; k++) {
      const to = next[(words[k] >>> shift) & DIGIT_MASK]++;
      nextOrder[to] = order[k];
      nextHigh[to] = high[k];
      nextLow[to] = low[k];
    }
    [order, nextOrder] = [nextOrder, order];
    [high, nextHigh] = [nextHigh, high];
    [low, nextLow] = [nextLow, low];
  }
  return order;
}

const FEW = 20_000;
const DIGIT_BITS = 11;
const DIGIT_MASK = (1 << DIGIT_BITS) - 1;
/** digits of a word of 32 bits */
const LOW_DIGITS = Math.ceil(32 / DIGIT_BITS);

/** The halves of 64-bit unsigned integers in the order of the numbers: negative numbers are reversed, positive ones put above them. */
function ascendingWords(scores: Float64Array): [high: Uint32Array, low: Uint32Array] {
  const bits = new Uint32Array(scores.map((score) => score + 0).buffer);
  const high = new Uint32Array(scores.length);
  const low = new Uint32Array(scores.length);
  for (let e = 0; e < scores.length; e++) {
    const [lower, upper] = [bits[2 * e], bits[2 * e + 1]];
    const isNegative = upper >>> 31 === 1;
    high[e] = isNegative ? ~upper : upper ^ 0x80000000;
    low[e] = isNegative ? ~lower : lower;
  }
  return [high, low];
}

/** How often every digit has every value, lowest digit first. */
function digitCounts(high: Uint32Array, low: Uint32Array): Uint32Array[] {
  const counts = Array.from({ length: 2 * LOW_DIGITS }, () => new Uint32Array(DIGIT_MASK + 1));
  for (let e = 0; e < high.length; e++)
    for (let digit = 0; digit < LOW_DIGITS; digit++) {
      counts[digit][(low[e] >>> (DIGIT_BITS * digit)) & DIGIT_MASK]++;
      counts[LOW_DIGITS + digit][(high[e] >>> (DIGIT_BITS * digit)) & DIGIT_MASK]++;
    }
  return counts;
}

/** Counts to the place of the first of each value, in place. */
function toStarts(counts: Uint32Array): void {
  let start = 0;
  for (let d = 0; d < counts.length; d++) [counts[d], start] = [start, start + counts[d]];
}
