import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { walkCount } from "../../walks/walk-count.js";
import { type Partition, walkIndices } from "../../walks/walk-index.js";
import { createDistinctArcs } from "../structures/distinct-arcs.js";
import { type EndWalks, endWalks, endWalksWithout } from "./end-walks.js";

/** The walk indices of some partitions in a graph that loses edges, and what they would be without one more. */
export interface PartitionEffects {
  /** [M] the walk indices as they are */
  readonly indices: Float64Array;
  /** Fills `tuple` [M] with the walk indices as they would be without an edge. O(M l^2) for walks of length l. */
  without(edge: number, tuple: Float64Array): void;
  /** Removes an edge. O(M l B) for B edges within l steps of it. */
  remove(edge: number): void;
  /** The edges that are left within l - 1 steps of an edge's ends: all that may share a walk, or a boundary vertex's walks, with it. */
  near(edge: number): Set<number>;
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
  const exact = walkIndices(adjacency, walkLength, partitions);
  if (typeof walkCount(adjacency, walkLength, everything, everything) === "bigint")
    throw new InputError(
      `walk length ${walkLength}: expected fewer than 2^53 walks in the graph, got more; use shorter walks`,
    );
  const current = Float64Array.from(exact, Number);
  const arcs = createDistinctArcs(adjacency);
  const edgesOf = Array.from(arcs.sources, (): number[] => []);
  arcs.connectionOf.forEach((c, e) => {
    edgesOf[c].push(e);
  });
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
  const toTarget = targets.map(walksToTarget);
  const fromBoundary = crossings.map(walksFromBoundary);
  return { indices: current, without, remove, near };

  function countCrossing(side: Uint8Array, count: Uint32Array, c: number, by: number): void {
    const [s, t] = [arcs.sources[c], arcs.targets[c]];
    if (side[s] === side[t]) return;
    count[t] += by;
    if (!directed) count[s] += by;
  }

  function walksToTarget(target: number | undefined): Float64Array[] {
    const ones = new Float64Array(vertexCount).fill(target === undefined ? 1 : 0);
    if (target !== undefined) ones[target] = 1;
    return powers(ones, walkLength, false);
  }

  function walksFromBoundary(count: Uint32Array): Float64Array[] {
    const start = new Float64Array(vertexCount);
    for (let t = 0; t < vertexCount; t++) if (count[t] > 0) start[t] = 1;
    return powers(start, walkLength - 1, true);
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
    // Shorter walks know no other edge: those between the ends of one undirected connection are those of any other.
    const place = !directed && walkLength <= 2 ? 0 : c;
    let walks = knownWalks.get(place);
    if (walks === undefined) {
      const within = endWalks(arcs, c, Math.max(walkLength, 1));
      walks = { within, without: endWalksWithout(within, directed) };
      knownWalks.set(place, walks);
    }
    return walks;
  }

  function without(edge: number, tuple: Float64Array): void {
    for (let m = 0; m < tuple.length; m++) tuple[m] = current[m];
    const c = arcs.connectionOf[edge];
    if (arcs.edgesLeft[c] > 1) return;
    const ends = [arcs.sources[c], arcs.targets[c]];
    const firstEnds = directed ? [0] : [0, 1];
    const walks = walksBetweenEnds(c);
    const avoiding = new Float64Array(2 * walkLength);
    for (let m = 0; m < tuple.length; m++) {
      const z = fromBoundary[m];
      if (sides[m][ends[0]] === sides[m][ends[1]] && !isReached(z, ends)) continue;
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
    const c = arcs.connectionOf[edge];
    if (arcs.edgesLeft[c] === 1) {
      const after = new Float64Array(partitions.length);
      without(edge, after);
      current.set(after);
    }
    if (--arcs.edgesLeft[c] > 0) return;
    const ends = [arcs.sources[c], arcs.targets[c]];
    if (directed || walkLength > 2) forgetWalksAround(c);
    const balls = ballsAround(ends);
    sides.forEach((side, m) => {
      const isCrossing = side[ends[0]] !== side[ends[1]];
      if (!isCrossing && !isReached(fromBoundary[m], ends)) return;
      countCrossing(side, crossings[m], c, -1);
      for (const t of ends) if (walkLength > 0) fromBoundary[m][0][t] = Math.min(crossings[m][t], 1);
      countAgain(fromBoundary[m], balls, true);
    });
    for (const vectors of toTarget) if (isReached(vectors, ends)) countAgain(vectors, balls, false);
  }

  function isReached(vectors: readonly Float64Array[], [i, j]: readonly number[]): boolean {
    return vectors.some((x) => x[i] > 0 || x[j] > 0);
  }

  /** The vertices within 0, 1, .. l steps of some: l steps away is where walks of l steps change. */
  function ballsAround(ends: readonly number[]): number[][] {
    const balls = [[...ends]];
    const seen = new Set(ends);
    for (let distance = 1; distance <= walkLength; distance++) {
      const inner = balls[distance - 1];
      const ball = inner.slice();
      for (const t of inner)
        for (const other of arcs.at[t]) {
          if (arcs.edgesLeft[other] === 0) continue;
          const s = arcs.sources[other] === t ? arcs.targets[other] : arcs.sources[other];
          if (seen.has(s)) continue;
          seen.add(s);
          ball.push(s);
        }
      balls.push(ball);
    }
    return balls;
  }

  /** Brings the powers of A (forward: of its transpose) up to date where an edge has gone. */
  function countAgain(vectors: readonly Float64Array[], balls: readonly number[][], forward: boolean): void {
    for (let l = 1; l < vectors.length; l++) {
      const [last, next] = [vectors[l - 1], vectors[l]];
      for (const t of balls[l]) {
        let sum = last[t];
        for (const c of arcs.at[t]) {
          if (arcs.edgesLeft[c] === 0) continue;
          const isTarget = arcs.targets[c] === t;
          if (!directed || isTarget === forward) sum += last[isTarget ? arcs.sources[c] : arcs.targets[c]];
        }
        next[t] = sum;
      }
    }
  }

  function near(edge: number): Set<number> {
    const c = arcs.connectionOf[edge];
    const found = new Set<number>();
    if (walkLength === 0) return found;
    for (const t of ballsAround([arcs.sources[c], arcs.targets[c]])[walkLength - 1])
      for (const other of arcs.at[t])
        if (arcs.edgesLeft[other] > 0) for (const e of edgesOf[other]) found.add(e);
    return found;
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
