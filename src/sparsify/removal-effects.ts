import { type Adjacency, degrees } from "../graph/adjacency.js";
import { listTriangles } from "../walks/triangle-lists.js";

/** Size 2^31: above every walk index, and the sentinel that ends a sorted list. */
const ABOVE_ALL = 2147483647;
/** Room for the multiplicity beside the value in one exact double: 2^31 values times 2^22. */
const MULTIPLICITIES = 4194304;

/**
 * What the removal of each edge would do to the walk indices WI_{2,t}({t}) of a graph that loses edges one by one.
 *
 * s_t = 2 tri(t) + 3 d(t) + 1, or 0 where t is isolated. Removing e = {i, j} with c common neighbours takes 3 + 2c from s_i and
 * s_j (all of it where that isolates the vertex: then s was 4) and 2 from s_k of every common neighbour k.
 *
 * Two edges compare by Algorithm 1's sorted tuples; these agree but for the affected vertices, so what decides is
 * D_e(v) = #{affected t: s_t after = v} - #{affected t: s_t before = v}: at the smallest v where D_e and D_f differ, the smaller
 * one wins. The smallest v with D_e(v) > 0 is the *level* of e, min over the affected t of s_t after; it decides first.
 */
export interface RemovalEffects {
  /**
   * An upper bound of e's level: the level itself where it is >= `limit`, else any bound below `limit`. Stays an upper bound
   * while other edges are removed, but for those that {@link RemovalEffects.remove} names.
   *
   * Complexity: O(c), O(1) where an end of e decides.
   */
  level(edge: number, limit: number): number;
  /** Stores e's full key as of now. O(c log c), nearly sorted lists make it O(c). */
  key(edge: number): void;
  /** Whether e's stored key still is its key. O(c). */
  isFresh(edge: number): boolean;
  /** Whether a's stored key is better than b's; equal keys: the lower edge index. */
  isBefore(a: number, b: number): boolean;
  /**
   * Removes e from the graph. Keys elsewhere only get worse, except those of the other two edges of each triangle of e.
   *
   * @param onPartner called for each of these, with what the vertex that it lost as a common neighbour contributed to its
   *   level: the level cannot have risen where that was above its bound
   */
  remove(edge: number, onPartner: (partner: number, lost: number) => void): void;
  /** Keeps only the stored keys of these edges. */
  retainKeys(edges: Iterable<number>): void;
  /** How many codes the stored keys take, dropped ones included. */
  storedCodes(): number;
}

export function createRemovalEffects(adjacency: Adjacency): RemovalEffects {
  const { vertexCount, edgeCount, sources, targets } = adjacency;
  const { starts, thirds, sourceSides, targetSides } = listTriangles(adjacency);
  const commonCounts = new Uint32Array(edgeCount);
  const walkIndex = new Int32Array(vertexCount);
  const degree = degrees(adjacency);
  for (let t = 0; t < vertexCount; t++) walkIndex[t] = degree[t] === 0 ? 0 : 3 * degree[t] + 1;
  let mostCommon = 0;
  for (let e = 0; e < edgeCount; e++) {
    const c = starts[e + 1] - starts[e];
    commonCounts[e] = c;
    if (c > mostCommon) mostCommon = c;
    // A triangle at t stands in the lists of two edges of t: together 2 tri(t).
    walkIndex[sources[e]] += c;
    walkIndex[targets[e]] += c;
  }

  // Time is counted in removals.
  let now = 1;
  const changedAt = new Uint32Array(vertexCount);
  const keyedAt = new Uint32Array(edgeCount);
  const keyStarts = new Uint32Array(edgeCount);
  const keyLengths = new Uint32Array(edgeCount);
  let codes = new Float64Array(1 << 16);
  let codeCount = 0;
  const sorted = new Int32Array(mostCommon + 1);

  return { level, key, isFresh, isBefore, remove, retainKeys, storedCodes: () => codeCount };

  function afterLoss(index: number, c: number): number {
    return index === 4 ? 0 : index - 3 - 2 * c;
  }

  function level(e: number, limit: number): number {
    const c = commonCounts[e];
    let lowest = Math.min(afterLoss(walkIndex[sources[e]], c), afterLoss(walkIndex[targets[e]], c));
    if (lowest < limit) return lowest;
    const start = starts[e];
    for (let x = start; x < start + c; x++) {
      const after = walkIndex[thirds[x]] - 2;
      if (after >= lowest) continue;
      lowest = after;
      if (lowest < limit) {
        swapEntries(x, start); // the next look begins with this witness
        return lowest;
      }
    }
    return lowest;
  }

  function swapEntries(x: number, y: number): void {
    for (const column of [thirds, sourceSides, targetSides]) {
      const value = column[x];
      column[x] = column[y];
      column[y] = value;
    }
  }

  /** Sorts e's list by walk index, in place (insertion: it is nearly sorted from the last time), and copies the indices out. */
  function sortCommon(e: number): void {
    const start = starts[e];
    const c = commonCounts[e];
    for (let k = 0; k < c; k++) {
      const third = thirds[start + k];
      const index = walkIndex[third];
      let place = k;
      if (k > 0 && index < sorted[k - 1]) {
        const sourceSide = sourceSides[start + k];
        const targetSide = targetSides[start + k];
        for (; place > 0 && sorted[place - 1] > index; place--) {
          sorted[place] = sorted[place - 1];
          thirds[start + place] = thirds[start + place - 1];
          sourceSides[start + place] = sourceSides[start + place - 1];
          targetSides[start + place] = targetSides[start + place - 1];
        }
        thirds[start + place] = third;
        sourceSides[start + place] = sourceSide;
        targetSides[start + place] = targetSide;
      }
      sorted[place] = index;
    }
    sorted[c] = ABOVE_ALL;
  }

  /**
   * The key: D_e as a sequence of codes by rising v, one for each v with D_e(v) != 0, made so that the larger code wins at the
   * first difference: positive D, negative code, larger for larger v and smaller D; negative D, positive code, larger for
   * smaller v and smaller D. A key that has ended counts as code 0.
   */
  function key(e: number): void {
    sortCommon(e);
    const c = commonCounts[e];
    reserve(2 * c + 4);
    const i = walkIndex[sources[e]];
    const j = walkIndex[targets[e]];
    const firstBefore = Math.min(i, j);
    const lastBefore = Math.max(i, j);
    const firstAfter = afterLoss(firstBefore, c);
    const lastAfter = afterLoss(lastBefore, c);
    let end = codeCount;
    // Four rising sequences are merged: the common neighbours' and the ends' indices, after and before.
    let commonAfter = 0;
    let commonBefore = 0;
    let endsAfter = 0;
    let endsBefore = 0;
    for (;;) {
      const a = commonAfter < c ? sorted[commonAfter] - 2 : ABOVE_ALL;
      const b = sorted[commonBefore];
      const p = endsAfter === 0 ? firstAfter : endsAfter === 1 ? lastAfter : ABOVE_ALL;
      const q = endsBefore === 0 ? firstBefore : endsBefore === 1 ? lastBefore : ABOVE_ALL;
      const v = Math.min(Math.min(a, b), Math.min(p, q));
      if (v === ABOVE_ALL) break;
      let difference = 0;
      for (; commonAfter < c && sorted[commonAfter] - 2 === v; commonAfter++) difference++;
      for (; sorted[commonBefore] === v; commonBefore++) difference--;
      for (; endsAfter < 2 && (endsAfter === 0 ? firstAfter : lastAfter) === v; endsAfter++) difference++;
      for (; endsBefore < 2 && (endsBefore === 0 ? firstBefore : lastBefore) === v; endsBefore++)
        difference--;
      const rank = (ABOVE_ALL - v) * MULTIPLICITIES;
      if (difference > 0) codes[end++] = -(rank + difference);
      else if (difference < 0) codes[end++] = rank - difference;
    }
    keyStarts[e] = codeCount;
    keyLengths[e] = end - codeCount;
    codeCount = end;
    keyedAt[e] = now;
  }

  function isFresh(e: number): boolean {
    const since = keyedAt[e];
    if (changedAt[sources[e]] >= since || changedAt[targets[e]] >= since) return false;
    const end = starts[e] + commonCounts[e];
    for (let x = starts[e]; x < end; x++) if (changedAt[thirds[x]] >= since) return false;
    return true;
  }

  function isBefore(a: number, b: number): boolean {
    const startA = keyStarts[a];
    const startB = keyStarts[b];
    const shared = Math.min(keyLengths[a], keyLengths[b]);
    for (let k = 0; k < shared; k++) {
      const codeA = codes[startA + k];
      const codeB = codes[startB + k];
      if (codeA !== codeB) return codeA > codeB;
    }
    if (keyLengths[a] > shared) return codes[startA + shared] > 0;
    if (keyLengths[b] > shared) return codes[startB + shared] < 0;
    return a < b;
  }

  function remove(e: number, onPartner: (partner: number, lost: number) => void): void {
    const i = sources[e];
    const j = targets[e];
    const c = commonCounts[e];
    const start = starts[e];
    const lostI = walkIndex[i] - 2;
    const lostJ = walkIndex[j] - 2;
    walkIndex[i] = afterLoss(walkIndex[i], c);
    walkIndex[j] = afterLoss(walkIndex[j], c);
    changedAt[i] = now;
    changedAt[j] = now;
    for (let x = start; x < start + c; x++) {
      walkIndex[thirds[x]] -= 2;
      changedAt[thirds[x]] = now;
      dropThird(sourceSides[x], j);
      dropThird(targetSides[x], i);
    }
    now++;
    for (let x = start; x < start + c; x++) {
      onPartner(sourceSides[x], lostJ);
      onPartner(targetSides[x], lostI);
    }
  }

  function dropThird(e: number, third: number): void {
    let x = starts[e];
    while (thirds[x] !== third) x++;
    const last = starts[e] + --commonCounts[e];
    thirds[x] = thirds[last];
    sourceSides[x] = sourceSides[last];
    targetSides[x] = targetSides[last];
  }

  function reserve(count: number): void {
    if (codeCount + count <= codes.length) return;
    const grown = new Float64Array(2 * (codeCount + count));
    grown.set(codes.subarray(0, codeCount));
    codes = grown;
  }

  function retainKeys(edges: Iterable<number>): void {
    const old = codes.slice(0, codeCount);
    codeCount = 0;
    for (const e of edges) {
      const start = keyStarts[e];
      codes.set(old.subarray(start, start + keyLengths[e]), codeCount);
      keyStarts[e] = codeCount;
      codeCount += keyLengths[e];
    }
  }
}
