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
  let order = Uint32Array.from({ length: count }, (_, e) => e);
  // Few edges are sorted before the radix sort has cleared its counters.
  if (count < FEW)
    return order.sort((a, b) => (scores[a] < scores[b] ? -1 : scores[a] > scores[b] ? 1 : a - b));
  const bits = new Uint32Array(Float64Array.from(scores, (score) => score + 0).buffer);
  // Negative numbers are reversed, positive ones put above them: the order of unsigned integers is then that of the numbers.
  for (let e = 0; e < count; e++) {
    const high = bits[2 * e + 1];
    const isNegative = high >>> 31 === 1;
    bits[2 * e + 1] = isNegative ? ~high : high ^ 0x80000000;
    if (isNegative) bits[2 * e] = ~bits[2 * e];
  }
  let next = new Uint32Array(count);
  const starts = new Uint32Array(DIGITS + 1);
  for (let digit = 0; digit < 4; digit++) {
    const word = digit >> 1;
    const shift = (digit & 1) * DIGIT_BITS;
    starts.fill(0);
    for (let e = 0; e < count; e++) starts[((bits[2 * e + word] >>> shift) & (DIGITS - 1)) + 1]++;
    if (starts.indexOf(count, 1) >= 0) continue; // one digit for all
    for (let d = 0; d < DIGITS; d++) starts[d + 1] += starts[d];
    for (let k = 0; k < count; k++) {
      const e = order[k];
      next[starts[(bits[2 * e + word] >>> shift) & (DIGITS - 1)]++] = e;
    }
    [order, next] = [next, order];
  }
  return order;
}

const FEW = 20_000;
const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;
