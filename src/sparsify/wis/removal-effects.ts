import { InputError } from "../../errors.js";
import { type Adjacency, degrees } from "../../graph/adjacency.js";
import { listTriangles, type TriangleLists } from "../../walks/triangle-lists.js";

/** Walk indices are kept below this in 32 bits. */
const INDEX_LIMIT = 2147483647;

/**
 * What the removal of each edge would do to the walk indices WI_{2,t}({t}) of a graph that loses edges one by one.
 *
 * s_t = 2 tri(t) + 3 d(t) + 1, or 0 where t is isolated. Removing e = {i, j} with c common neighbours takes 3 + 2c from s_i and
 * s_j (all of it where that isolates the vertex: then s was 4) and 2 from s_k of every common neighbour k.
 *
 * The *level* of e is the smallest walk index that its removal leaves at an affected vertex: min(s_i - 3 - 2c, s_j - 3 - 2c,
 * s_k - 2). It decides first in Algorithm 1.
 */
export interface RemovalEffects {
  /** [V] s_t now */
  readonly walkIndex: Int32Array;
  /** the triangles, in whose lists {@link RemovalEffects.tidy} puts those that are left first */
  readonly triangles: TriangleLists;
  /** [E] c, the number of common neighbours of the edge's ends now */
  readonly commonCounts: Uint32Array;
  /** the largest c of the whole graph */
  readonly mostCommon: number;
  /** s_t after the removal of an edge with c common neighbours at its end t, from s_t = `index`. */
  afterLoss(index: number, c: number): number;
  /**
   * An upper bound of e's level: the level itself where it is >= `limit`, else any bound below `limit`. Stays an upper bound
   * while other edges are removed, but for those that {@link RemovalEffects.remove} names.
   *
   * Complexity: O(c), O(1) where an end of e or the last look's witness decides.
   */
  level(edge: number, limit: number): number;
  /**
   * Makes the entries starts[e] .. starts[e] + commonCounts[e] - 1 of e's list those of the triangles that are left.
   *
   * Complexity: O(c) where a triangle of e has gone since the last time, else O(1).
   */
  tidy(edge: number): void;
  /** Puts entry x first in its edge's list: {@link RemovalEffects.level} looks there first. */
  bringForward(edge: number, x: number): void;
  /** How many edges have been removed. */
  now(): number;
  /** Whether the removal of e does what it would have done when `since` edges had been removed. O(c). */
  isUnchanged(edge: number, since: number): boolean;
  /**
   * Removes e from the graph. Keys elsewhere only get worse, except those of the other two edges of each triangle of e.
   *
   * @param onPartner called for each of these, with what the vertex that it lost as a common neighbour contributed to its
   *   level: the level cannot have risen where that was above its bound
   */
  remove(edge: number, onPartner: (partner: number, lost: number) => void): void;
}

/**
 * @param adjacency undirected
 * @param onStep called now and then; may throw to stop
 * @throws InputError where a walk index is 2^31 - 1 or more, and what {@link listTriangles} throws
 */
export function createRemovalEffects(adjacency: Adjacency, onStep?: () => void): RemovalEffects {
  const { vertexCount, edgeCount, sources, targets } = adjacency;
  const triangles = listTriangles(adjacency, onStep);
  const { starts, thirds, sourceSides, targetSides } = triangles;
  const commonCounts = new Uint32Array(edgeCount);
  const index = Float64Array.from(degrees(adjacency), (d) => (d === 0 ? 0 : 3 * d + 1));
  let mostCommon = 0;
  for (let e = 0; e < edgeCount; e++) {
    const c = starts[e + 1] - starts[e];
    commonCounts[e] = c;
    if (c > mostCommon) mostCommon = c;
    // A triangle at t stands in the lists of two edges of t: together 2 tri(t).
    index[sources[e]] += c;
    index[targets[e]] += c;
  }
  for (let t = 0; t < vertexCount; t++)
    if (index[t] >= INDEX_LIMIT)
      throw new InputError(
        `vertex ${t}: expected a walk index below ${INDEX_LIMIT} for walk length 2, got ${index[t]}; use walk length 1`,
      );
  const walkIndex = Int32Array.from(index);

  // A removed edge's triangles leave the lists of their other edges when these are looked at the next time.
  const isGone = new Uint8Array(edgeCount);
  const listLengths = commonCounts.slice();

  let now = 0; // in removals
  const changedAt = new Int32Array(vertexCount).fill(-1);

  return {
    walkIndex,
    triangles,
    commonCounts,
    mostCommon,
    afterLoss,
    level,
    tidy,
    bringForward,
    now: () => now,
    isUnchanged,
    remove,
  };

  function afterLoss(index: number, c: number): number {
    return index === 4 ? 0 : index - 3 - 2 * c;
  }

  function level(e: number, limit: number): number {
    const c = commonCounts[e];
    let lowest = Math.min(afterLoss(walkIndex[sources[e]], c), afterLoss(walkIndex[targets[e]], c));
    if (lowest < limit || c === 0) return lowest;
    const start = starts[e];
    if (listLengths[e] !== c) {
      const after = walkIndex[thirds[start]] - 2;
      if (after < limit && isLeft(start)) return after;
      tidy(e);
    }
    for (let x = start; x < start + c; x++) {
      const after = walkIndex[thirds[x]] - 2;
      if (after >= lowest) continue;
      lowest = after;
      if (lowest < limit) {
        bringForward(e, x);
        return lowest;
      }
    }
    return lowest;
  }

  function isLeft(x: number): boolean {
    return (isGone[sourceSides[x]] | isGone[targetSides[x]]) === 0;
  }

  function tidy(e: number): void {
    if (listLengths[e] === commonCounts[e]) return;
    const end = starts[e] + listLengths[e];
    let to = starts[e];
    for (let x = to; x < end; x++) if (isLeft(x)) moveEntry(x, to++);
    listLengths[e] = commonCounts[e];
  }

  function bringForward(e: number, x: number): void {
    const first = starts[e];
    if (x === first) return;
    const third = thirds[x];
    const sourceSide = sourceSides[x];
    const targetSide = targetSides[x];
    moveEntry(first, x);
    thirds[first] = third;
    sourceSides[first] = sourceSide;
    targetSides[first] = targetSide;
  }

  function moveEntry(from: number, to: number): void {
    thirds[to] = thirds[from];
    sourceSides[to] = sourceSides[from];
    targetSides[to] = targetSides[from];
  }

  function isUnchanged(e: number, since: number): boolean {
    if (changedAt[sources[e]] >= since || changedAt[targets[e]] >= since) return false;
    tidy(e);
    const end = starts[e] + commonCounts[e];
    for (let x = starts[e]; x < end; x++) if (changedAt[thirds[x]] >= since) return false;
    return true;
  }

  function remove(e: number, onPartner: (partner: number, lost: number) => void): void {
    const i = sources[e];
    const j = targets[e];
    const c = commonCounts[e];
    const start = starts[e];
    const lostI = walkIndex[i] - 2;
    const lostJ = walkIndex[j] - 2;
    tidy(e);
    isGone[e] = 1;
    walkIndex[i] = afterLoss(walkIndex[i], c);
    walkIndex[j] = afterLoss(walkIndex[j], c);
    changedAt[i] = now;
    changedAt[j] = now;
    for (let x = start; x < start + c; x++) {
      walkIndex[thirds[x]] -= 2;
      changedAt[thirds[x]] = now;
      commonCounts[sourceSides[x]]--;
      commonCounts[targetSides[x]]--;
    }
    now++;
    for (let x = start; x < start + c; x++) {
      onPartner(sourceSides[x], lostJ);
      onPartner(targetSides[x], lostI);
    }
  }
}
