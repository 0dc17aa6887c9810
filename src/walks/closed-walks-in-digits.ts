import { createEarlierTwin } from "./earlier-twin.js";
import type { NeighborSets } from "./neighbor-sets.js";

/** Numbers are digits to this base: a sum of {@link PRODUCTS} products of two digits is an exact double. */
const BASE = 2 ** 22;
const BITS = 22n;
const PRODUCTS = 500;
/** Steps take two digits at once where no vertex has more neighbours: sums over them are exact doubles all the same. */
const FEW_NEIGHBORS = 500;

/**
 * The numbers of closed walks of one length where they reach 2^53: {@link closedWalks} in digits instead of doubles.
 *
 * Walks out and walks back are counted to the base 2^44 (2^22 in graphs of high degree), one array of doubles a digit, so that a
 * step is additions and one carry; only the sums become `bigint`.
 *
 * @param forward outgoing neighbours
 * @param backward incoming neighbours; the same object where the graph is undirected
 * @param walkLength l >= 0
 * @param onVertex gets the number of vertices that are done
 * @returns [V]
 *
 * Complexity: O(l b B + b^2 |ball|) for every vertex, with B edges in its ball of radius ceil(l / 2) and b digits of the counts.
 */
export function closedWalksInDigits(
  forward: NeighborSets,
  backward: NeighborSets,
  walkLength: number,
  onVertex?: (done: number) => void,
): bigint[] {
  const vertexCount = forward.offsets.length - 1;
  const out = createWalkDigits(vertexCount, forward);
  const back = forward === backward ? out : createWalkDigits(vertexCount, backward);
  const earlierTwin = createEarlierTwin(vertexCount, forward, backward);
  const counts: bigint[] = [];
  for (let t = 0; t < vertexCount; t++) {
    const alike = earlierTwin(t);
    counts.push(alike >= 0 ? counts[alike] : countAt(t));
    onVertex?.(t + 1);
  }
  return counts;

  function countAt(t: number): bigint {
    back.start(t);
    if (out !== back) out.start(t);
    for (let l = 0; l < walkLength >> 1; l++) {
      back.step();
      if (out !== back) out.step();
    }
    const reached = back.reached.slice();
    const returning = back.at(reached);
    if (walkLength % 2 === 1) out.step();
    return sumOfProducts(returning, out.at(reached));
  }
}

/** The walks of a growing length from one vertex along the rows, as digits that are 0 outside the vertex's ball. */
function createWalkDigits(vertexCount: number, { offsets, neighbors }: NeighborSets) {
  let base = BASE * BASE;
  for (let t = 0; t < vertexCount; t++) if (offsets[t + 1] - offsets[t] > FEW_NEIGHBORS) base = BASE;
  // current[d][t] is digit d of the number of walks to t.
  let current = [new Float64Array(vertexCount)];
  let next = [new Float64Array(vertexCount)];
  let width = 1;
  const isReached = new Uint8Array(vertexCount);
  const reached: number[] = [];
  let isWhole = false; // the last step reached no further vertex, and none will
  return { reached, start, step, at };

  function start(t: number): void {
    clear();
    for (const s of reached) isReached[s] = 0;
    reached.length = 1;
    reached[0] = t;
    isReached[t] = 1;
    isWhole = false;
    current[0][t] = 1;
    width = 1;
  }

  function clear(): void {
    for (let d = 0; d < width; d++) for (const s of reached) current[d][s] = 0;
  }

  function step(): void {
    const before = reached.length;
    for (let x = isWhole ? before : 0; x < before; x++)
      for (let k = offsets[reached[x]]; k < offsets[reached[x] + 1]; k++) {
        const t = neighbors[k];
        if (isReached[t] === 1) continue;
        isReached[t] = 1;
        reached.push(t);
      }
    isWhole = reached.length === before;
    for (const digits of [current, next])
      while (digits.length <= width) digits.push(new Float64Array(vertexCount));
    for (let d = 0; d < width; d++) addSteps(current[d], next[d], before);
    for (let d = 0; d < width; d++) carry(next[d], next[d + 1]);
    clear();
    [current, next] = [next, current];
    if (reached.some((t) => current[width][t] > 0)) width++;
  }

  function addSteps(from: Float64Array, to: Float64Array, count: number): void {
    for (let x = 0; x < count; x++) {
      const s = reached[x];
      const digit = from[s];
      if (digit === 0) continue;
      to[s] += digit;
      const end = offsets[s + 1];
      for (let k = offsets[s]; k < end; k++) to[neighbors[k]] += digit;
    }
  }

  function carry(digits: Float64Array, higher: Float64Array): void {
    for (const t of reached) {
      if (digits[t] < base) continue;
      const over = Math.floor(digits[t] / base);
      digits[t] -= over * base;
      higher[t] += over;
    }
  }

  /** [digits][K] the digits at some vertices, to the base 2^22. */
  function at(vertices: readonly number[]): Float64Array[] {
    return current.slice(0, width).flatMap((digits) => {
      const low = new Float64Array(vertices.length);
      for (let k = 0; k < low.length; k++) low[k] = digits[vertices[k]];
      if (base === BASE) return [low];
      const high = low.map((digit) => Math.floor(digit / BASE));
      for (let k = 0; k < low.length; k++) low[k] -= high[k] * BASE;
      return [low, high];
    });
  }
}

/** sum over k of a_k b_k of numbers in digits. */
function sumOfProducts(a: readonly Float64Array[], b: readonly Float64Array[]): bigint {
  // A sum of K < 2^44 products has two digits more than one of them.
  const digits = new Float64Array(a.length + b.length + 2);
  let left = PRODUCTS;
  for (let k = 0; k < a[0].length; k++)
    for (let i = 0; i < a.length; i++) {
      if (a[i][k] === 0) continue;
      for (let j = 0; j < b.length; j++) digits[i + j] += a[i][k] * b[j][k];
      if (--left > 0) continue;
      carryAll(digits);
      left = PRODUCTS;
    }
  carryAll(digits);
  return digits.reduceRight((value, digit) => (value << BITS) + BigInt(digit), 0n);
}

function carryAll(digits: Float64Array): void {
  for (let d = 0; d + 1 < digits.length; d++) {
    const over = Math.floor(digits[d] / BASE);
    digits[d] -= over * BASE;
    digits[d + 1] += over;
  }
}
