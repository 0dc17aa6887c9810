import { InputError } from "../../errors.js";
import type { Adjacency, EdgePairs } from "../../graph/adjacency.js";
import { checkAdjacency } from "../../graph/check-argument.js";
import { singletonWalkIndices } from "../../walks/singleton-walk-indices.js";
import { checkSimple } from "../orders/simple-graph.js";
import { compareSortedTuples, type SortedTupleKey, sortedTupleKey } from "../orders/sorted-tuple-key.js";
import { IndexedHeap } from "../structures/indexed-heap.js";

/** Edges that a graph does not have, as pairs of its vertices. */
export type CandidateEdges = Pick<EdgePairs, "sources" | "targets">;

/** How edges are added. */
export interface EdgeAdditionOptions {
  /** how many, an integer from 0 to the number of candidates */
  readonly add: number;
  /** L - 1, 1 or 2; default 2 */
  readonly walkLength?: number | undefined;
  /** called now and then with how many edges are added */
  readonly onProgress?: ((added: number) => void) | undefined;
}

/**
 * Which missing edges to add, by walk indices: the mirror of Walk Index Sparsification. One edge after the other, that candidate is added whose
 * graph has the lexicographically greatest tuple of the walk indices WI_{L-1,t}({t}), sorted ascending; of equal tuples the candidate
 * that comes first.
 *
 *   WI_{1,t}({t}) = d + 1, WI_{2,t}({t}) = 2 tri + 3 d + 1, 0 at an isolated t
 *
 * Adding {i, j} with c common neighbours raises the index of i and j by 1 (L - 1 = 1), or by 3 + 2 c, and those of the common neighbours by 2
 * (L - 1 = 2); the first edge of t raises its index from 0. Edges that are there stay.
 *
 * Exact and lazy: an added edge raises indices, which makes every other candidate's key worse or leaves it, so that a key from earlier is an
 * upper bound, except where it gives a candidate a common neighbour; those are evaluated at once. That keys get worse follows from the
 * order on D(v) (see SortedTupleKey), which adding the same function to both sides does not change: with q the index of a raised vertex before
 * and after the other addition, the first value at which the sums differ is the lowest such q, where D gains one.
 *
 * Source: thesis, section 5.5.1, algorithms 1 and 2, with "add" for "remove"; that walk indices say where edges are missing is the remark after
 * its theorem 6. Not evaluated there.
 *
 * @param candidates [C] pairs of distinct vertices without an edge between them, each pair once, in either direction
 * @returns [add] indices of candidates, first added first
 *
 * Complexity: O(E + C) sets in memory; each evaluation takes the smaller degree of the two ends, keys of length 2 (c + 2).
 *
 * @throws InputError for directed graphs and parallel edges, other walk lengths, candidates that are edges already, loops, repeated or no
 *   vertices of the graph, and more to add than there are candidates
 *
 * @example
 * ```ts
 * import { buildAdjacency, edgeAdditions } from "seprank/adjacency";
 *
 * const path = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2], targets: [1, 2, 3] }).adjacency;
 * // A triangle at one end, or the ring: the ring raises both ends.
 * edgeAdditions(path, { sources: [0, 0], targets: [2, 3] }, { add: 1 }); // => Uint32Array.of(1)
 * ```
 */
export function edgeAdditions(
  adjacency: Adjacency,
  { sources, targets }: CandidateEdges,
  { add, walkLength = 2, onProgress = () => undefined }: EdgeAdditionOptions,
): Uint32Array {
  checkAdjacency(adjacency, "edgeAdditions");
  if (walkLength !== 1 && walkLength !== 2)
    throw new InputError(`walk length: expected 1 or 2 to add edges, got ${walkLength}`);
  checkSimple(adjacency, walkLength);
  const count = sources.length;
  if (targets.length !== count)
    throw new InputError(
      `candidates: expected as many targets as sources, got ${targets.length} and ${count}`,
    );
  if (!Number.isSafeInteger(add) || add < 0 || add > count)
    throw new InputError(
      `add: expected a number of edges from 0 to ${count}, as there are so many candidates, got ${add}`,
    );
  const neighbors = neighborSets(adjacency);
  const ofVertex = candidatesByVertex(neighbors, sources, targets);

  const walkIndex = singletonWalkIndices(adjacency, walkLength);
  /** [V] how many edges had been added when the index last changed */
  const changedAt = new Int32Array(adjacency.vertexCount).fill(-1);
  const keyedAt = new Int32Array(count);
  const keys = new Array<SortedTupleKey>(count);
  const isBefore = (a: number, b: number) => {
    const order = compareSortedTuples(keys[a], keys[b]);
    return order < 0 || (order === 0 && a < b);
  };
  const places = new Int32Array(count).fill(-1);
  const heap = new IndexedHeap(places, isBefore);
  let added = 0;
  for (let c = 0; c < count; c++) {
    evaluate(c);
    heap.add(c);
  }
  const chosen = new Uint32Array(add);
  while (added < add) {
    onProgress(added);
    const c = bestFresh();
    heap.remove(c);
    chosen[added++] = c;
    insert(c);
  }
  return chosen;

  /** The vertices whose index the candidate raises, its ends first. */
  function raisedBy(c: number): number[] {
    const [i, j] = [sources[c], targets[c]];
    const raised = [i, j];
    if (walkLength === 1) return raised;
    const [few, many] =
      neighbors[i].size < neighbors[j].size ? [neighbors[i], neighbors[j]] : [neighbors[j], neighbors[i]];
    for (const t of few) if (many.has(t)) raised.push(t);
    return raised;
  }

  function raise(t: number, place: number, common: number): number {
    if (place >= 2) return walkIndex[t] + 2;
    if (walkLength === 1) return walkIndex[t] === 0 ? 2 : walkIndex[t] + 1;
    return walkIndex[t] === 0 ? 4 : walkIndex[t] + 3 + 2 * common;
  }

  function evaluate(c: number): void {
    const raised = raisedBy(c);
    keys[c] = sortedTupleKey(
      Float64Array.from(raised, (t) => walkIndex[t]),
      Float64Array.from(raised, (t, place) => raise(t, place, raised.length - 2)),
    );
    keyedAt[c] = added;
  }

  /** The best of keys that are all upper bounds: the first that stays on top when it is evaluated anew. */
  function bestFresh(): number {
    for (;;) {
      const [c] = heap.items;
      if (keyedAt[c] === added || raisedBy(c).every((t) => changedAt[t] < keyedAt[c])) return c;
      evaluate(c);
      heap.update(c);
    }
  }

  function insert(c: number): void {
    const [i, j] = [sources[c], targets[c]];
    const raised = raisedBy(c);
    raised.forEach((t, place) => {
      walkIndex[t] = raise(t, place, raised.length - 2);
      changedAt[t] = added - 1;
    });
    neighbors[i].add(j);
    neighbors[j].add(i);
    if (walkLength === 1) return;
    // {i, y} has the common neighbour j from now on where y is a neighbour of j.
    for (const [near, far] of [
      [i, j],
      [j, i],
    ])
      for (const other of ofVertex.get(near) ?? []) {
        if (places[other] < 0) continue;
        const y = sources[other] === near ? targets[other] : sources[other];
        if (y === far || !neighbors[far].has(y)) continue;
        evaluate(other);
        heap.update(other);
      }
  }
}

function neighborSets({ vertexCount, offsets, neighbors }: Adjacency): Set<number>[] {
  return Array.from(
    { length: vertexCount },
    (_, t) => new Set(neighbors.subarray(offsets[t], offsets[t + 1])),
  );
}

/** The candidates at each vertex. @throws InputError for a candidate that is none */
function candidatesByVertex(
  neighbors: readonly ReadonlySet<number>[],
  sources: ArrayLike<number>,
  targets: ArrayLike<number>,
): ReadonlyMap<number, readonly number[]> {
  const ofVertex = new Map<number, number[]>();
  const seen = new Set<number>();
  const vertexCount = neighbors.length;
  for (let c = 0; c < sources.length; c++) {
    const [i, j] = [sources[c], targets[c]];
    const refuse = (what: string) => {
      throw new InputError(`candidate ${c} (${i}, ${j}): expected ${what}`);
    };
    for (const t of [i, j])
      if (!(Number.isSafeInteger(t) && t >= 0 && t < vertexCount))
        refuse(`vertices from 0 to ${vertexCount - 1}`);
    if (i === j) refuse("two vertices, got one; self-loops are implied");
    if (neighbors[i].has(j)) refuse("a missing edge, got one that is there");
    const pair = Math.min(i, j) * vertexCount + Math.max(i, j);
    if (seen.has(pair)) refuse("each pair once, got it again");
    seen.add(pair);
    for (const t of [i, j]) {
      const list = ofVertex.get(t);
      if (list === undefined) ofVertex.set(t, [c]);
      else list.push(c);
    }
  }
  return ofVertex;
}
