import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { boundary } from "./boundary.js";
import { type ExactCount, type ExactCounts, exactCount } from "./exact-count.js";
import { incomingRows, type NeighborSets, outgoingRows } from "./neighbor-sets.js";
import { partitionMask, type VertexSet } from "./vertex-set.js";

/** How many choices the exact search tries before the best that it has found is given, labelled "greedy". */
export const SEARCH_STEPS = 200_000;

/** The largest boundary, and the most vertices next to it (up to equal neighbours), that the exact search is tried for. */
export const SEARCH_VERTICES = 1000;

/** An admissible subset C = N(I') ∩ N(J') of a boundary, and how it was found. */
export interface AdmissibleSubset {
  /** C, ascending */
  readonly vertices: Uint32Array;
  /** I' */
  readonly inside: readonly number[];
  /** J' */
  readonly outside: readonly number[];
  /** the sum of the weights over C, exact */
  readonly weight: ExactCount;
  /** "exact": none is heavier; "greedy": the exact search was too large, there may be a heavier one */
  readonly search: "exact" | "greedy";
}

/**
 * The admissible subset of a boundary C_I with the largest sum of weights: what maximises the lower bounds of theorems 8 and 11.
 *
 * First greedy (appendix D.1, "general graph"): pairs of an edge that crosses the partition, one after the other, as long as no
 * shared neighbour repeats; by weight, and by index, which on a chain is D.1's construction. Then branch and bound over which of the
 * vertices next to the boundary are in I' or J'; vertices of one side with the same neighbours in C_I are interchangeable, and two of
 * them never better than one. The exact search ends within the steps where the boundary has some 20 vertices, or is regular.
 *
 * @param subset I
 * @param weights [V], non-negative
 * @param steps choices after which the exact search is given up; 0 for the greedy result
 *
 * Complexity: O(E d log E) greedy, O(steps d) the search, for degrees d at the boundary.
 * @throws InputError for an unknown vertex or a partition with an empty side
 *
 * @example
 * ```ts
 * import { buildAdjacency, maximumAdmissibleSubset, walkCounts } from "seprank/adjacency";
 *
 * // Two triangles, joined by the edge 2 - 3.
 * const graph = buildAdjacency({ vertexCount: 6, sources: [0, 1, 2, 3, 4, 5, 2], targets: [1, 2, 0, 4, 5, 3, 3] }).adjacency;
 * const { weight, search } = maximumAdmissibleSubset(graph, [0, 1, 2], walkCounts(graph, 1));
 * [weight, search]; // => [8, "exact"]
 * ```
 */
export function maximumAdmissibleSubset(
  adjacency: Adjacency,
  subset: VertexSet,
  weights: ExactCounts,
  steps: number = SEARCH_STEPS,
): AdmissibleSubset {
  checkAdjacency(adjacency, "maximumAdmissibleSubset");
  const inside = partitionMask(adjacency, subset);
  const crossed = boundary(adjacency, subset);
  const weight = new Map(Array.from(crossed, (k) => [k, BigInt(weights[k])]));
  const cover = createCover(outgoingRows(adjacency), inside, weight);

  let best: { weight: bigint; members: number[] } = { weight: -1n, members: [] };
  const keepBest = () => {
    if (cover.weight() > best.weight) best = { weight: cover.weight(), members: cover.members() };
  };
  for (const pairs of crossingPairs(adjacency, inside, weight)) {
    for (const [i, j] of pairs) cover.addPair(i, j);
    keepBest();
    cover.clear();
  }

  const candidates =
    crossed.length > SEARCH_VERTICES
      ? null
      : distinctCandidates(incomingRows(adjacency), outgoingRows(adjacency), inside, crossed);
  let left = steps;
  const finished = candidates !== null && candidates.length <= SEARCH_VERTICES && branch(candidates, 0);
  const members = best.members.toSorted((a, b) => a - b);
  cover.clear();
  for (const t of members) cover.add(t);
  return {
    vertices: Uint32Array.from(crossed.filter((k) => cover.isCovered(k))),
    inside: members.filter((t) => inside[t] === 1),
    outside: members.filter((t) => inside[t] === 0),
    weight: exactCount(best.weight),
    search: finished ? "exact" : "greedy",
  };

  /** Decides candidate after candidate; false where the steps have run out. */
  function branch(candidates: readonly number[], next: number): boolean {
    keepBest();
    if (next === candidates.length || cover.bound() <= best.weight) return true;
    if (left-- <= 0) return false;
    const t = candidates[next];
    let complete = true;
    if (cover.add(t)) complete = branch(candidates, next + 1);
    cover.remove(t);
    return complete && branch(candidates, next + 1);
  }
}

/** The pairs (i, j) of crossing edges, i inside, in the two orders that the greedy construction tries. */
function crossingPairs(
  { edgeCount, sources, targets }: Adjacency,
  inside: Uint8Array,
  weight: Map<number, bigint>,
): [number, number][][] {
  const pairs: [number, number][] = [];
  for (let e = 0; e < edgeCount; e++) {
    const [s, t] = [sources[e], targets[e]];
    if (inside[s] !== inside[t]) pairs.push(inside[s] === 1 ? [s, t] : [t, s]);
  }
  const total = ([i, j]: [number, number]) => (weight.get(i) ?? 0n) + (weight.get(j) ?? 0n);
  const byWeight = pairs.toSorted((a, b) => Number(total(a) < total(b)) - Number(total(a) > total(b)));
  const byIndex = pairs.toSorted(
    (a, b) => Math.min(...a) - Math.min(...b) || Math.max(...a) - Math.max(...b),
  );
  return [byWeight, byIndex];
}

/** The vertices next to the boundary, one of each class of equal side and equal neighbours in it, most neighbours first. */
function distinctCandidates(
  incoming: NeighborSets,
  outgoing: NeighborSets,
  inside: Uint8Array,
  crossed: Uint32Array,
): number[] {
  const isCrossed = new Set(crossed);
  const near = new Set<number>(crossed);
  for (const k of crossed)
    for (let x = incoming.offsets[k]; x < incoming.offsets[k + 1]; x++) near.add(incoming.neighbors[x]);
  const classes = new Map<string, { t: number; size: number }>();
  for (const t of [...near].sort((a, b) => a - b)) {
    const reached = closedRow(outgoing, t)
      .filter((k) => isCrossed.has(k))
      .sort((a, b) => a - b);
    const name = `${inside[t]}:${reached.join()}`;
    if (!classes.has(name)) classes.set(name, { t, size: reached.length });
  }
  return [...classes.values()].sort((a, b) => b.size - a.size || a.t - b.t).map(({ t }) => t);
}

/** The members of I' and J' chosen so far, and what they cover. */
function createCover(outgoing: NeighborSets, inside: Uint8Array, weight: Map<number, bigint>) {
  const chosen = new Set<number>();
  /** [2][V] how many members of J' (0) and I' (1) have k as a neighbour */
  const counts = [new Uint32Array(inside.length), new Uint32Array(inside.length)];
  let covered = 0n;
  let possible = [...weight.values()].reduce((sum, w) => sum + w, 0n);
  let repeating = 0;
  const isCovered = (k: number) => counts[0][k] === 1 && counts[1][k] === 1;
  /** Two neighbours on one side: never covered, whatever is added. */
  const isLost = (k: number) => counts[0][k] > 1 || counts[1][k] > 1;
  const isRepeating = (k: number) => isLost(k) && counts[0][k] > 0 && counts[1][k] > 0;

  function shift(t: number, by: number): void {
    for (const k of closedRow(outgoing, t)) {
      const w = weight.get(k);
      if (isRepeating(k)) repeating--;
      if (w !== undefined && isCovered(k)) covered -= w;
      if (w !== undefined && isLost(k)) possible += w;
      counts[inside[t]][k] += by;
      if (isRepeating(k)) repeating++;
      if (w !== undefined && isCovered(k)) covered += w;
      if (w !== undefined && isLost(k)) possible -= w;
    }
  }
  const remove = (t: number) => {
    if (chosen.delete(t)) shift(t, -1);
  };
  /** Adds a vertex; false where a shared neighbour then repeats (it is in all the same). */
  const add = (t: number) => {
    if (!chosen.has(t)) {
      chosen.add(t);
      shift(t, 1);
    }
    return repeating === 0;
  };
  return {
    add,
    remove,
    isCovered,
    /** Adds both, or none where a shared neighbour would repeat. */
    addPair(i: number, j: number): void {
      const fresh = [i, j].filter((t) => !chosen.has(t));
      fresh.forEach(add);
      if (repeating > 0) fresh.forEach(remove);
    },
    clear: () => [...chosen].forEach(remove),
    members: () => [...chosen],
    weight: () => covered,
    /** The weight of all that is covered or can still be. */
    bound: () => possible,
  };
}

function closedRow({ offsets, neighbors }: NeighborSets, t: number): number[] {
  return [t, ...neighbors.subarray(offsets[t], offsets[t + 1])];
}
