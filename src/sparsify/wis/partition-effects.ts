import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { walkCount } from "../../walks/walk-count.js";
import { type Partition, walkIndices } from "../../walks/walk-index.js";
import { createDistinctArcs } from "../structures/distinct-arcs.js";
import { createEndWalkCache, type EndWalks } from "./end-walks.js";
import { createPartitionBoundaries } from "./partition-boundaries.js";
import { createWalkVectors } from "./walk-vectors.js";

/** The walk indices of some partitions in a graph that loses edges, and what they would be without one more. */
export interface PartitionEffects {
  /** [M] the walk indices as they are */
  readonly indices: Float64Array;
  /** Fills `tuple` [M] with the walk indices as they would be without an edge. O(M l^2) for walks of length l. */
  without(edge: number, tuple: Float64Array): void;
  /** Removes an edge. O(M l B) for B edges within l steps of it. */
  remove(edge: number): void;
  /** Calls `visit` for the edges left within l - 1 steps of an edge's ends: all that may share a walk, or a boundary's walks, with it. */
  forEachNear(edge: number, visit: (edge: number) => void): void;
  /**
   * The only edge of a vertex, with what makes such pendant edges alike, as text: its other end, its direction, and the sides that the
   * vertex is on in all partitions. Null where the vertex has none or several edges, or is a target.
   *
   * Complexity: O(M + edges that the vertex once had).
   */
  pendantAt(vertex: number): { readonly edge: number; readonly kind: string } | null;
}

/**
 * Keeps, for every partition (I, V \ I), its boundary C and the walks from C, z_a = 1_C^T A^a, and for every target the walks to it,
 * y_b = A^b 1. Without the edge u -> v, the walks of length l from C that use it are, by the step of its first use,
 *
 *     sum over a = 0 .. l-1 of z'_a(u) y_(l-1-a)(v),
 *
 * where z'_a, the walks that do not use the edge, follow from z_a by the walks between the edge's own ends, which do not depend on the
 * partition. An undirected edge adds the same for v -> u. An end whose last crossing edge goes leaves C with all its walks.
 *
 * @throws InputError where the graph has 2^53 walks of this length or more, and what {@link walkIndices} throws
 */
export function createPartitionEffects(
  adjacency: Adjacency,
  walkLength: number,
  partitions: readonly Partition[],
): PartitionEffects {
  const { directed, vertexCount } = adjacency;
  const current = countedWalkIndices(adjacency, walkLength, partitions);
  const arcs = createDistinctArcs(adjacency);
  const edgesOf = Array.from(arcs.sources, (): number[] => []);
  arcs.connectionOf.forEach((c, e) => {
    edgesOf[c].push(e);
  });
  const vectors = createWalkVectors(vertexCount, arcs, { directed });
  const boundaries = createPartitionBoundaries(vertexCount, arcs, { directed, partitions });
  const endWalks = createEndWalkCache(arcs, walkLength, { directed });
  const targets = [...new Set(partitions.map(({ target }) => target))];
  const targetOf = partitions.map(({ target }) => targets.indexOf(target));
  const isTarget = new Uint8Array(vertexCount);
  for (const target of targets) if (target !== undefined) isTarget[target] = 1;
  /** [targets][walkLength + 1][V] y, and [M][walkLength][V] z */
  const toTarget = targets.map((target) => {
    const start = new Float64Array(vertexCount).fill(target === undefined ? 1 : 0);
    if (target !== undefined) start[target] = 1;
    return vectors.of(start, walkLength, "backward");
  });
  const fromBoundary = partitions.map((_, m) =>
    vectors.of(boundaries.indicator(m), walkLength - 1, "forward"),
  );
  // An undirected edge is an arc from either end.
  const firstEnds = directed ? [0] : [0, 1];
  const lastEnds = directed ? [1] : [0, 1];
  const avoiding = new Float64Array(2 * walkLength);
  const connectionsLeft = Uint32Array.from(arcs.at, (connections) => connections.length);
  const stampOf = new Uint32Array(arcs.sources.length);
  let stamp = 0;
  return { indices: current, without, remove, forEachNear, pendantAt };

  function endsOf(c: number): readonly [number, number] {
    return [arcs.sources[c], arcs.targets[c]];
  }

  function without(edge: number, tuple: Float64Array): void {
    tuple.set(current);
    const c = arcs.connectionOf[edge];
    if (arcs.edgesLeft[c] > 1) return;
    const ends = endsOf(c);
    const walks = endWalks.of(c);
    for (let m = 0; m < tuple.length; m++) {
      const z = fromBoundary[m];
      const crosses = boundaries.crosses(m, c);
      if (!crosses && !isReached(z, ends)) continue;
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
      if (!crosses) continue;
      for (const d of lastEnds)
        if (boundaries.crossings[m][ends[d]] === 1) tuple[m] -= walksFromEnd(d, ends, walks.without, y);
    }
  }

  /** The walks of full length from an end to the target that do not use the connection. */
  function walksFromEnd(
    d: number,
    ends: readonly [number, number],
    walks: EndWalks,
    y: readonly Float64Array[],
  ): number {
    let sum = y[walkLength][ends[d]];
    for (let b = 0; b < walkLength; b++)
      for (const p of firstEnds) sum -= walks[4 * b + 2 * d + p] * y[walkLength - 1 - b][ends[1 - p]];
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
    const ends = endsOf(c);
    for (const t of ends) connectionsLeft[t]--;
    endWalks.forgetAround(c);
    const balls = vectors.ballsAround(ends, walkLength);
    for (let m = 0; m < partitions.length; m++) {
      const z = fromBoundary[m];
      if (!boundaries.crosses(m, c) && !isReached(z, ends)) continue;
      boundaries.remove(m, c);
      if (walkLength > 0) for (const t of ends) z[0][t] = Math.min(boundaries.crossings[m][t], 1);
      vectors.update(z, balls, "forward");
    }
    for (const y of toTarget) if (isReached(y, ends)) vectors.update(y, balls, "backward");
  }

  function forEachNear(edge: number, visit: (edge: number) => void): void {
    if (walkLength === 0) return;
    stamp++;
    const around = vectors.ballsAround(endsOf(arcs.connectionOf[edge]), walkLength - 1)[walkLength - 1];
    for (const t of around)
      for (const c of arcs.at[t]) {
        if (arcs.edgesLeft[c] === 0 || stampOf[c] === stamp) continue;
        stampOf[c] = stamp;
        for (const e of edgesOf[c]) visit(e);
      }
  }

  function pendantAt(vertex: number): { edge: number; kind: string } | null {
    if (connectionsLeft[vertex] !== 1 || isTarget[vertex] === 1) return null;
    const c = arcs.at[vertex].find((connection) => arcs.edgesLeft[connection] > 0) as number;
    if (edgesOf[c].length > 1) return null;
    const [s, t] = endsOf(c);
    let kind = `${s === vertex ? t : s} ${directed && s === vertex ? "out" : "in"} `;
    for (const side of boundaries.sides) kind += side[vertex];
    return { edge: edgesOf[c][0], kind };
  }
}

/** [M] as numbers. @throws InputError where the graph has too many walks */
function countedWalkIndices(
  adjacency: Adjacency,
  walkLength: number,
  partitions: readonly Partition[],
): Float64Array {
  const exact = walkIndices(adjacency, walkLength, partitions);
  const everything = Array.from({ length: adjacency.vertexCount }, (_, t) => t);
  if (typeof walkCount(adjacency, walkLength, everything, everything) === "bigint")
    throw new InputError(
      `walk length ${walkLength}: expected fewer than 2^53 walks in the graph, got more; use shorter walks`,
    );
  return Float64Array.from(exact, Number);
}

function isReached(vectors: readonly Float64Array[], [i, j]: readonly [number, number]): boolean {
  return vectors.some((x) => x[i] > 0 || x[j] > 0);
}
