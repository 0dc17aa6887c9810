import type { Adjacency } from "../../graph/adjacency.js";
import { createArrangement } from "./arrange-triangles.js";
import type { RemovalEffects } from "./removal-effects.js";
import { createRemovalKeyCodes } from "./removal-key-codes.js";

/** How many codes of a key are kept for every edge. */
const HEAD = 6;
/** Above every walk index. */
const ABOVE_ALL = 2147483647;
/** The codes after the head are not needed, or not known. */
const COMPLETE = -1;
const UNKNOWN = -2;

/**
 * What edges of one level compare by in Algorithm 1 with L = 3, found only as far as a comparison needs.
 *
 * Sorted tuples agree but for the affected vertices, so what decides is D_e(v) = #{affected t: s_t after = v} - #{affected t: s_t
 * before = v}: at the smallest v where D_e and D_f differ, the smaller one wins.
 *
 * The key of e is D_e as a sequence of codes, see {@link createRemovalKeyCodes}. Codes not known yet count as infinite, so that an edge
 * whose key is known in part is never behind where it belongs.
 */
export interface RemovalKeys {
  /**
   * {@link RemovalEffects.level}; where it is >= `limit`, the head of the edge's key is stored, too.
   *
   * Complexity: O(c).
   */
  evaluate(edge: number, limit: number): number;
  /** Whether the stored codes still belong to the edge's key. O(c). */
  isFresh(edge: number): boolean;
  /** Whether a's stored codes are better than b's; equal keys: the lower edge index. */
  isBefore(a: number, b: number): boolean;
  /** Whether more codes of a's key than are stored could be needed for its comparison with b. */
  isOpen(a: number, b: number): boolean;
  /** Stores all of a fresh key. O(c) where e's triangles are nearly in order, see {@link createArrangement}, else O(c log c). */
  complete(edge: number): void;
  /** How many codes beyond the heads are stored, those no longer needed included. */
  storedCodes(): number;
  /** Forgets the codes beyond the heads of all edges but these. */
  retain(edges: Iterable<number>): void;
}

export function createRemovalKeys(adjacency: Adjacency, effects: RemovalEffects): RemovalKeys {
  const { edgeCount, sources, targets } = adjacency;
  const { walkIndex, commonCounts, mostCommon, afterLoss, tidy, bringForward } = effects;
  const { starts, thirds } = effects.triangles;
  const heads = new Float64Array(HEAD * edgeCount);
  const headPlace = { codes: heads, start: 0, capacity: HEAD };
  const keyedAt = new Int32Array(edgeCount);
  /** [E] where the codes after the head stand in `tails`, ended by a 0; or COMPLETE, or UNKNOWN */
  const tailStarts = new Int32Array(edgeCount);
  let tails = new Float64Array(1 << 12);
  let tailsEnd = 0;

  const { values, counts, tally, writeCodes } = createRemovalKeyCodes(adjacency, effects);
  const gathered = new Int32Array(mostCommon);
  const arrange = createArrangement(effects.triangles, walkIndex, mostCommon);

  return { evaluate, isFresh, isBefore, isOpen, complete, storedCodes: () => tailsEnd, retain };

  function evaluate(e: number, limit: number): number {
    const c = commonCounts[e];
    const lowest = Math.min(afterLoss(walkIndex[sources[e]], c), afterLoss(walkIndex[targets[e]], c));
    if (lowest < limit) return lowest;
    tidy(e);
    const start = starts[e];
    const end = start + c;
    let first = ABOVE_ALL;
    for (let x = start; x < end; x++) {
      const index = walkIndex[thirds[x]];
      gathered[x - start] = index;
      if (index < first) {
        first = index;
        if (index - 2 < limit) {
          bringForward(e, x);
          return index - 2;
        }
      }
    }
    const distinct = tally(gathered, c);
    let seen = 0;
    for (let k = 0; k < distinct; k++) seen += counts[k];
    const isAll = seen === c;
    keyedAt[e] = effects.now();
    headPlace.start = HEAD * e;
    tailStarts[e] = writeCodes(e, distinct, isAll, headPlace) < 0 ? UNKNOWN : COMPLETE;
    return first === ABOVE_ALL ? lowest : Math.min(lowest, first - 2);
  }

  function isFresh(e: number): boolean {
    return effects.isUnchanged(e, keyedAt[e]);
  }

  function isBefore(a: number, b: number): boolean {
    const headA = HEAD * a;
    const headB = HEAD * b;
    for (let k = 0; k < HEAD; k++) {
      const codeA = heads[headA + k];
      const codeB = heads[headB + k];
      if (codeA !== codeB) return codeA > codeB;
      if (codeA === 0) return a < b;
    }
    let x = tailStarts[a];
    let y = tailStarts[b];
    // Complete heads that agree belong to complete keys that agree, or to one that ends here and one that goes on.
    if (x === UNKNOWN || y === UNKNOWN) return x === y ? a < b : x === UNKNOWN;
    for (;;) {
      const codeA = x === COMPLETE ? 0 : tails[x++];
      const codeB = y === COMPLETE ? 0 : tails[y++];
      if (codeA !== codeB) return codeA > codeB;
      if (codeA === 0) return a < b;
    }
  }

  function isOpen(a: number, b: number): boolean {
    if (tailStarts[a] !== UNKNOWN) return false;
    for (let k = 0; k < HEAD; k++) {
      const code = heads[HEAD * a + k];
      if (code === Number.POSITIVE_INFINITY) return true;
      if (code !== heads[HEAD * b + k]) return false;
    }
    return true;
  }

  function complete(e: number): void {
    const c = commonCounts[e];
    const start = starts[e];
    arrange(start, c);
    let distinct = 0;
    for (let x = start; x < start + c; x++) {
      const index = walkIndex[thirds[x]];
      if (distinct > 0 && values[distinct - 1] === index) counts[distinct - 1]++;
      else {
        values[distinct] = index;
        counts[distinct++] = 1;
      }
    }
    const capacity = 2 * distinct + 5; // and the 0 that ends it
    reserve(capacity);
    const length = writeCodes(e, distinct, true, { codes: tails, start: tailsEnd, capacity });
    heads.set(tails.subarray(tailsEnd, tailsEnd + HEAD), HEAD * e);
    if (length <= HEAD) {
      tailStarts[e] = COMPLETE;
      return;
    }
    tailStarts[e] = tailsEnd + HEAD;
    tailsEnd += length + 1;
  }

  function reserve(capacity: number): void {
    if (tailsEnd + capacity <= tails.length) return;
    const grown = new Float64Array(2 * (tailsEnd + capacity));
    grown.set(tails.subarray(0, tailsEnd));
    tails = grown;
  }

  function retain(edges: Iterable<number>): void {
    const old = tails.slice(0, tailsEnd);
    tailsEnd = 0;
    for (const e of edges) {
      let from = tailStarts[e];
      if (from < 0) continue;
      tailStarts[e] = tailsEnd;
      do tails[tailsEnd++] = old[from];
      while (old[from++] !== 0);
    }
  }
}
