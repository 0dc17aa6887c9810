import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { closedWalksInDigits } from "./closed-walks-in-digits.js";
import { createEarlierTwin } from "./earlier-twin.js";
import { EXACT_LIMIT, type ExactCounts } from "./exact-count.js";
import { incomingRows, type NeighborSets, outgoingRows } from "./neighbor-sets.js";
import { checkWalkLength } from "./vertex-set.js";

/**
 * The number of closed walks of one length at every vertex: (A^l)_tt, with the implied self-loops in A.
 *
 * A closed walk is a walk of ceil(l / 2) steps out and one of floor(l / 2) steps back, so that
 * (A^l)_tt = sum_k (A^ceil(l/2))_tk (A^floor(l/2))_kt: two sparse vectors on the ball of radius ceil(l / 2) around t.
 *
 * @param walkLength l >= 0
 * @param onVertex gets the number of vertices that are done; it begins anew where counts turn out to reach 2^53
 * @returns [V] exact; `bigint` where one of them is 2^53 or more
 *
 * Complexity: O(sum over t of the edges in t's ball of radius ceil(l / 2)) time, O(V) memory. Of vertices with the same neighbours, one is counted.
 * @throws InputError for a negative length
 *
 * @example
 * ```ts
 * import { buildAdjacency, closedWalks } from "seprank/adjacency";
 *
 * const graph = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2, 2], targets: [1, 2, 0, 3] }).adjacency;
 * closedWalks(graph, 3); // => Float64Array.of(9, 9, 12, 4)
 * ```
 */
export function closedWalks(
  adjacency: Adjacency,
  walkLength: number,
  onVertex?: (done: number) => void,
): ExactCounts {
  checkAdjacency(adjacency, "closedWalks");
  checkWalkLength(walkLength);
  const forward = outgoingRows(adjacency);
  const backward = incomingRows(adjacency);
  return (
    countClosed(forward, backward, walkLength, onVertex) ??
    closedWalksInDigits(forward, backward, walkLength, onVertex)
  );
}

/** In doubles; null where a count reaches 2^53. */
function countClosed(
  forward: NeighborSets,
  backward: NeighborSets,
  walkLength: number,
  onVertex?: (done: number) => void,
): Float64Array | null {
  const vertexCount = forward.offsets.length - 1;
  const counts = new Float64Array(vertexCount);
  const earlierTwin = createEarlierTwin(vertexCount, forward, backward);
  const out = createBallWalks(vertexCount, forward);
  const back = forward === backward ? out : createBallWalks(vertexCount, backward);
  for (let t = 0; t < vertexCount; t++) {
    const alike = earlierTwin(t);
    if (alike >= 0) {
      counts[t] = counts[alike];
      onVertex?.(t + 1);
      continue;
    }
    back.start(t);
    if (out !== back) out.start(t);
    for (let l = 0; l < walkLength >> 1; l++) {
      back.step();
      if (out !== back) out.step();
    }
    const { reached } = back;
    const returning = reached.map((k) => back.count(k));
    if (walkLength % 2 === 1) out.step();
    let sum = 0;
    for (let x = 0; x < returning.length; x++) sum += returning[x] * out.count(reached[x]);
    // All terms are non-negative: where the sum is below the limit, so is every number that made it and was used.
    if (!(sum < EXACT_LIMIT)) return null;
    counts[t] = sum;
    onVertex?.(t + 1);
  }
  return counts;
}

/** The walks of a growing length from one vertex along the rows, as a vector that is 0 outside the vertex's ball. */
function createBallWalks(vertexCount: number, { offsets, neighbors }: NeighborSets) {
  let current = new Float64Array(vertexCount);
  let next = new Float64Array(vertexCount);
  const reached: number[] = [];
  return {
    /** the vertices with walks; those with none yet join at the end */
    reached,
    count: (k: number) => current[k],
    start(t: number): void {
      for (const k of reached) current[k] = 0;
      reached.length = 1;
      reached[0] = t;
      current[t] = 1;
    },
    step(): void {
      const before = reached.length;
      for (let x = 0; x < before; x++) {
        const s = reached[x];
        next[s] += current[s];
        for (let k = offsets[s]; k < offsets[s + 1]; k++) {
          const t = neighbors[k];
          if (next[t] === 0 && current[t] === 0) reached.push(t);
          next[t] += current[s];
        }
      }
      for (const k of reached) current[k] = 0;
      [current, next] = [next, current];
    },
  };
}
