import type { Adjacency } from "../../graph/adjacency.js";
import { sortedTupleKey } from "../orders/sorted-tuple-key.js";
import { createRemainingGraph } from "../structures/remaining-graph.js";
import type { ClosedWalkEffects, RemovalEffect } from "./walk-index-effects.js";

/** More vertices than these would take more than half a gigabyte. */
const MOST_VERTICES = 2 ** 14;
/** Walks of two steps between two vertices, at most as many as a vertex has neighbours and one more, fill 15 bits. */
const MOST_NEIGHBORS = 2 ** 15 - 3;

/** Whether {@link createFourWalkEffects} takes a graph. */
export function hasFewVertices({ vertexCount, offsets }: Adjacency): boolean {
  if (vertexCount > MOST_VERTICES) return false;
  for (let t = 0; t < vertexCount; t++) if (offsets[t + 1] - offsets[t] > MOST_NEIGHBORS) return false;
  return true;
}

/**
 * {@link ClosedWalkEffects} of closed walks of length 4 in O(d) instead of O(edges in the ball): for 3-WIS on graphs of few vertices,
 * whose walks of two steps fit in a matrix.
 *
 * With P = A^2 the walks of two steps, self-loops included, the closed walks of length 4 at t that use e = {i, j} are
 *
 *     a_ti (2 P_jt - 1) + a_tj (2 P_it - 1)                                          for t other than i and j,
 *     sum over k in N(j) without i of (2 P_ik - 1)  +  2 P_ii - 1  +  4 P_ij - 4     for t = i, and likewise for j.
 *
 * So a vertex is affected where it is an end or a neighbour of one. Removing e takes 1 from P_ik for k in N(j), from P_jk for k in N(i),
 * from P_ii and P_jj, and 2 from P_ij.
 *
 * Memory: 2 V^2 bytes, of which those of pairs more than two steps apart are never touched.
 *
 * @param adjacency undirected, at most one edge between two vertices, see {@link hasFewVertices}
 * @param walkIndex [V] WI_{3,t}({t}) = (A^4)_tt, or 0 where t is isolated; kept here from now on
 * @param onStep called for every vertex while the walks are counted; may throw to stop
 */
export function createFourWalkEffects(
  adjacency: Adjacency,
  walkIndex: Float64Array,
  onStep: () => void = () => undefined,
): ClosedWalkEffects {
  const { vertexCount, sources, targets } = adjacency;
  const graph = createRemainingGraph(adjacency);
  const { starts, ends, neighbors, edges } = graph;
  // [V, V] 2 P_st, and 1 more where s and t are neighbours.
  const pairs = new Uint16Array(vertexCount * vertexCount);
  for (let m = 0; m < vertexCount; m++) {
    onStep();
    pairs[m * vertexCount + m] = 2 * (degree(m) + 1);
    for (let x = starts[m]; x < ends[m]; x++) {
      const row = neighbors[x] * vertexCount;
      pairs[row + m] += 5; // there and back to stay, or to stay before it goes; and they are neighbours
      for (let y = starts[m]; y < ends[m]; y++) if (y !== x) pairs[row + neighbors[y]] += 2;
    }
  }
  const changedAt = new Int32Array(vertexCount).fill(-1);
  const affected = new Uint32Array(vertexCount);
  const lost = new Float64Array(vertexCount);
  let size = 0;
  let now = 0;
  return {
    effect,
    key({ affected, after }) {
      const before = new Float64Array(affected.length);
      for (let k = 0; k < before.length; k++) before[k] = walkIndex[affected[k]];
      return sortedTupleKey(before, after.slice());
    },
    isFresh: ({ affected, time }) => affected.every((t) => changedAt[t] < time),
    isAffected,
    degree,
    anyEdge: (t) => edges[starts[t]],
    remove,
  };

  function degree(t: number): number {
    return ends[t] - starts[t];
  }

  function isAffected(t: number, e: number): boolean {
    const [i, j] = [sources[e], targets[e]];
    return t === i || t === j || ((pairs[i * vertexCount + t] | pairs[j * vertexCount + t]) & 1) === 1;
  }

  /** What the removal of e takes from the index of an affected vertex that is not an end of it. */
  function lostAt(t: number, i: number, j: number): number {
    const withI = pairs[i * vertexCount + t];
    const withJ = pairs[j * vertexCount + t];
    // An odd number is 2 P + 1.
    return (withI & 1) * ((withJ & ~1) - 1) + (withJ & 1) * ((withI & ~1) - 1);
  }

  /**
   * Fills `affected`, the edge's ends first, and `lost`.
   *
   * @returns the place of the vertex with the smallest index after the removal, the first of equals
   */
  function measure(e: number): number {
    const [i, j] = [sources[e], targets[e]];
    const [rowI, rowJ] = [i * vertexCount, j * vertexCount];
    affected[0] = i;
    affected[1] = j;
    size = 2;
    const both = 4 * (pairs[rowI + j] >> 1) - 4;
    let lostI = both + pairs[rowI + i] - 1;
    let lostJ = both + pairs[rowJ + j] - 1;
    let lowest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let x = starts[j]; x < ends[j]; x++) {
      const t = neighbors[x];
      if (t === i) continue;
      const withI = pairs[rowI + t];
      let taken = (withI & ~1) - 1;
      lostI += taken;
      if ((withI & 1) === 1) taken += (pairs[rowJ + t] & ~1) - 1;
      add(t, taken);
    }
    for (let x = starts[i]; x < ends[i]; x++) {
      const t = neighbors[x];
      if (t === j) continue;
      const withJ = pairs[rowJ + t];
      const taken = (withJ & ~1) - 1;
      lostJ += taken;
      if ((withJ & 1) === 0) add(t, taken);
    }
    lost[0] = degree(i) === 1 ? walkIndex[i] : lostI;
    lost[1] = degree(j) === 1 ? walkIndex[j] : lostJ;
    // An end, where it can be one, is a witness as long as the edge is there.
    const first = walkIndex[j] - lost[1] < walkIndex[i] - lost[0] ? 1 : 0;
    if (walkIndex[affected[first]] - lost[first] <= least) lowest = first;
    return lowest;

    function add(t: number, taken: number): void {
      affected[size] = t;
      lost[size] = taken;
      const after = walkIndex[t] - taken;
      if (after < least) {
        least = after;
        lowest = size;
      }
      size++;
    }
  }

  function effect(e: number, limit = 0, witness = -1): RemovalEffect {
    const [i, j] = [sources[e], targets[e]];
    if (witness >= 0 && witness !== i && witness !== j && isAffected(witness, e)) {
      const level = walkIndex[witness] - lostAt(witness, i, j);
      if (level < limit) return { level, witness, affected: NONE, after: NO_INDICES, time: now };
    }
    const lowest = measure(e);
    const level = walkIndex[affected[lowest]] - lost[lowest];
    if (level < limit)
      return { level, witness: affected[lowest], affected: NONE, after: NO_INDICES, time: now };
    const after = new Float64Array(size);
    for (let k = 0; k < size; k++) after[k] = walkIndex[affected[k]] - lost[k];
    return { level, witness: affected[lowest], affected: affected.slice(0, size), after, time: now };
  }

  function remove(e: number, keyed: Iterable<number>, onNeighbor: (edge: number) => void): void {
    const [i, j] = [sources[e], targets[e]];
    const [rowI, rowJ] = [i * vertexCount, j * vertexCount];
    measure(e);
    for (let k = 0; k < size; k++) {
      walkIndex[affected[k]] -= lost[k];
      changedAt[affected[k]] = now;
    }
    const near: number[] = [];
    for (const f of keyed) if (sharesWalk(i, j, f)) near.push(f);
    graph.remove(e);
    takeWalks(i, j);
    takeWalks(j, i);
    pairs[rowI + j] -= 5;
    pairs[rowJ + i] -= 5;
    now++;
    for (const f of near) onNeighbor(f);
    // Only edges at i or j can have lost their witness: it was the other one of these.
    for (const t of [i, j]) for (let x = starts[t]; x < ends[t]; x++) onNeighbor(edges[x]);
  }

  /** Takes the walks of two steps from i over j to the neighbours left of j, and that from i to i. */
  function takeWalks(i: number, j: number): void {
    pairs[i * vertexCount + i] -= 2;
    for (let x = starts[j]; x < ends[j]; x++) {
      pairs[i * vertexCount + neighbors[x]] -= 2;
      pairs[neighbors[x] * vertexCount + i] -= 2;
    }
  }

  /** Whether a closed walk of length 4 uses both {i, j} and f: they share an end, or are opposite edges of a square. */
  function sharesWalk(i: number, j: number, f: number): boolean {
    const [k, l] = [sources[f], targets[f]];
    if (k === i || k === j || l === i || l === j) return true;
    const rowI = i * vertexCount;
    const rowJ = j * vertexCount;
    return (pairs[rowI + k] & pairs[rowJ + l] & 1) === 1 || (pairs[rowI + l] & pairs[rowJ + k] & 1) === 1;
  }
}

const NONE = new Uint32Array(0);
const NO_INDICES = new Float64Array(0);
