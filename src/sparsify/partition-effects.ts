import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { walkCount } from "../walks/walk-count.js";
import { type Partition, walkIndices } from "../walks/walk-index.js";
import { createDistinctArcs } from "./distinct-arcs.js";
import { type EndWalks, endWalks, endWalksWithout } from "./end-walks.js";

/** The walk indices of some partitions in a graph that loses edges, and what they would be without one more. */
export interface PartitionEffects {
  /** Fills `tuple` [M] with the walk indices as they would be without an edge. O(M l^2) for walks of length l. */
  without(edge: number, tuple: Float64Array): void;
  /** Removes an edge. O(M l (V + E)). */
  remove(edge: number): void;
}

/**
 * Keeps, for every partition (I, V \ I), its boundary C and the walks from C, z_a = 1_C^T A^a, and for every target the walks to it,
 * y_b = A^b 1. Without the edge u -> v, the walks of length l from C that use it are, by the step of its first use,
 *
 *     sum over a = 0 .. l-1 of z'_a(u) y_(l-1-a)(v),
 *
 * where z'_a, the walks that do not use the edge, follow from z_a by the walks between the edge's own ends, which no partition has a
 * part in. An undirected edge adds the same for v -> u. An end whose last crossing edge goes leaves C with all its walks.
 *
 * @throws InputError where the graph has 2^53 walks of this length or more, and what {@link walkIndices} throws
 */
export function createPartitionEffects(
  adjacency: Adjacency,
  walkLength: number,
  partitions: readonly Partition[],
): PartitionEffects {
  const { directed, vertexCount } = adjacency;
  const everything = Array.from({ length: vertexCount }, (_, t) => t);
  const current = walkIndices(adjacency, walkLength, partitions);
  if (typeof walkCount(adjacency, walkLength, everything, everything) === "bigint")
    throw new InputError(
      `walk length ${walkLength}: expected fewer than 2^53 walks in the graph, got more; use shorter walks`,
    );
  const arcs = createDistinctArcs(adjacency);
  const sides = partitions.map(({ subset }) => {
    const side = new Uint8Array(vertexCount);
    for (let k = 0; k < subset.length; k++) side[subset[k]] = 1;
    return side;
  });
  /** [M][V] how many connections make each vertex one of the boundary */
  const crossings = sides.map((side) => {
    const count = new Uint32Array(vertexCount);
    for (let c = 0; c < arcs.sources.length; c++) countCrossing(side, count, c, 1);
    return count;
  });
  const targets = [...new Set(partitions.map(({ target }) => target))];
  const targetOf = partitions.map(({ target }) => targets.indexOf(target));
  const knownWalks = new Map<number, { within: EndWalks; without: EndWalks }>();
  /** [targets][walkLength + 1][V] y, and [M][walkLength][V] z */
  let toTarget: Float64Array[][] = [];
  let fromBoundary: Float64Array[][] = [];
  countWalks();
  return { without, remove };

  function countCrossing(side: Uint8Array, count: Uint32Array, c: number, by: number): void {
    const [s, t] = [arcs.sources[c], arcs.targets[c]];
    if (side[s] === side[t]) return;
    count[t] += by;
    if (!directed) count[s] += by;
  }

  function countWalks(): void {
    toTarget = targets.map((target) => {
      const ones = new Float64Array(vertexCount).fill(target === undefined ? 1 : 0);
      if (target !== undefined) ones[target] = 1;
      return powers(ones, walkLength, false);
    });
    fromBoundary = crossings.map((count) =>
      powers(
        Float64Array.from(count, (n) => Math.min(n, 1)),
        walkLength - 1,
        true,
      ),
    );
  }

  /** x, A x, A^2 x, ... or, forward, those of A^T. */
  function powers(start: Float64Array, steps: number, forward: boolean): Float64Array[] {
    const vectors = [start];
    for (let l = 1; l <= steps; l++) {
      const last = vectors[l - 1];
      const next = last.slice();
      for (let c = 0; c < arcs.sources.length; c++) {
        if (arcs.edgesLeft[c] === 0) continue;
        const [s, t] = [arcs.sources[c], arcs.targets[c]];
        if (forward || !directed) next[t] += last[s];
        if (!forward || !directed) next[s] += last[t];
      }
      vectors.push(next);
    }
    return vectors;
  }

  function walksBetweenEnds(c: number): { within: EndWalks; without: EndWalks } {
    let walks = knownWalks.get(c);
    if (walks === undefined) {
      const within = endWalks(arcs, c, Math.max(walkLength, 1));
      walks = { within, without: endWalksWithout(within, directed) };
      knownWalks.set(c, walks);
    }
    return walks;
  }

  function without(edge: number, tuple: Float64Array): void {
    for (let m = 0; m < tuple.length; m++) tuple[m] = current[m] as number;
    const c = arcs.connectionOf[edge];
    if (arcs.edgesLeft[c] > 1) return;
    const ends = [arcs.sources[c], arcs.targets[c]];
    const firstEnds = directed ? [0] : [0, 1];
    const walks = walksBetweenEnds(c);
    const avoiding = new Float64Array(2 * walkLength);
    for (let m = 0; m < tuple.length; m++) {
      const z = fromBoundary[m];
      const y = toTarget[targetOf[m]];
      for (let a = 0; a < walkLength; a++)
        for (const u of firstEnds) {
          let sum = z[a][ends[u]];
          for (let b = 0; b < a; b++)
            for (const p of firstEnds)
              sum -= avoiding[2 * b + p] * walks.within[4 * (a - 1 - b) + 2 * (1 - p) + u];
          avoiding[2 * a + u] = sum;
          tuple[m] -= sum * y[walkLength - 1 - a][ends[1 - u]];
        }
      if (sides[m][ends[0]] === sides[m][ends[1]]) continue;
      for (const d of directed ? [1] : [0, 1])
        if (crossings[m][ends[d]] === 1) tuple[m] -= walksFromEnd(d, ends, walks.without, y);
    }
  }

  /** The walks of full length from an end to the target that do not use the connection. */
  function walksFromEnd(d: number, ends: number[], avoiding: EndWalks, y: Float64Array[]): number {
    let sum = y[walkLength][ends[d]];
    for (let b = 0; b < walkLength; b++)
      for (const p of directed ? [0] : [0, 1])
        sum -= avoiding[4 * b + 2 * d + p] * y[walkLength - 1 - b][ends[1 - p]];
    return sum;
  }

  function remove(edge: number): void {
    const tuple = new Float64Array(partitions.length);
    without(edge, tuple);
    tuple.forEach((index, m) => {
      current[m] = index;
    });
    const c = arcs.connectionOf[edge];
    if (--arcs.edgesLeft[c] > 0) return;
    forgetWalksAround(c);
    sides.forEach((side, m) => {
      countCrossing(side, crossings[m], c, -1);
    });
    countWalks();
  }

  /** Walks between the ends of another connection may have used this one where it is less than half their length away. */
  function forgetWalksAround(c: number): void {
    let near = new Set([arcs.sources[c], arcs.targets[c]]);
    for (let depth = 0; ; depth++) {
      for (const t of near) for (const other of arcs.at[t]) knownWalks.delete(other);
      if (2 * depth >= walkLength - 1) return;
      near = new Set([...near].flatMap((t) => arcs.at[t].flatMap((o) => [arcs.sources[o], arcs.targets[o]])));
    }
  }
}
