import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { singletonWalkIndices } from "../../walks/singleton-walk-indices.js";
import { type SortedTupleKey, sortedTupleKey } from "../orders/sorted-tuple-key.js";
import { type ArcBall, createRelationalGraph } from "./relational-graph.js";

/** What the removal of one edge of any graph would do to the walk indices, as of one moment. */
export interface RelationalEffect {
  readonly edge: number;
  /** what it compares by */
  readonly key: SortedTupleKey;
  /** [K] the affected vertices: none where the edge lies on no closed walk, and it is no vertex's only incoming edge */
  readonly affected: readonly number[];
  /** the ends of the edge at which it is the only incoming edge; -1 where a parallel edge is left */
  readonly isolatedEnd: number;
  /** how many edges had been removed */
  readonly time: number;
}

/**
 * What the removal of each edge would do to the walk indices WI_{L-1,t}({t}) of a graph, directed or with several edge types, that
 * loses edges one by one.
 *
 * The index is (A^L)_tt, or 0 where no edge comes in at t. Without the arc u -> v, of which no parallel one is left, t loses
 *
 *     sum over a = 0 .. L-1 of (A'^a)_tu (A^(L-1-a))_vt,   A' = A without the arc,
 *
 * closed walks, by the step of the arc's first use; all of them where the arc is the last that comes in at t. An undirected edge is
 * two arcs. All vertices of these walks lie within floor((L-1)/2) steps from v or ceil((L-3)/2) steps to u.
 *
 * Source: thesis appendix D.2.
 */
export interface RelationalWalkEffects {
  /** O(L B) for B arcs in the edge's ball. */
  effect(edge: number): RelationalEffect;
  /** Whether an effect still is what it was. O(affected vertices). */
  isFresh(effect: RelationalEffect): boolean;
  /** Removes an edge, and calls `onNeighbor` for every edge left that may have shared a closed walk of length L with it. */
  remove(edge: number, onNeighbor: (edge: number) => void): void;
}

// Most arcs of a directed graph lie on no short cycle: they share what they compare by.
const NO_CHANGE = sortedTupleKey(new Float64Array(0), new Float64Array(0));

/**
 * @param walkLength L - 1 >= 1
 * @throws InputError where a walk index is 2^53 or more
 */
export function createRelationalWalkEffects(adjacency: Adjacency, walkLength: number): RelationalWalkEffects {
  const indices = singletonWalkIndices(adjacency, walkLength);
  if (!(indices instanceof Float64Array))
    throw new InputError(
      `walk length ${walkLength}: expected walk indices below 2^53 at every vertex, got larger ones; use shorter walks`,
    );
  const walkIndex: Float64Array = indices;
  const length = walkLength + 1;
  const { connectionOf, edgesOf, arcsOf, hasOneWayIn, ...graph } = createRelationalGraph(adjacency);
  const changedAt = new Int32Array(adjacency.vertexCount).fill(-1);
  let now = 0;
  return { effect, isFresh, remove };

  /** The numbers of walks of 0 .. L - 1 steps from a place along `tails` -> `heads`, without one connection. */
  function walks(
    { vertices, connections }: ArcBall,
    start: number,
    { tails, heads }: Pick<ArcBall, "tails" | "heads">,
    without: number,
  ): Float64Array[] {
    const counts = [new Float64Array(vertices.length)];
    counts[0][start] = 1;
    for (let b = 1; b < length; b++) {
      const last = counts[b - 1];
      const next = last.slice();
      for (let k = 0; k < tails.length; k++) if (connections[k] !== without) next[heads[k]] += last[tails[k]];
      counts.push(next);
    }
    return counts;
  }

  /** What every vertex of the ball loses with a connection, and how many steps it is from and to its ends at least. */
  function measure(c: number) {
    const arcs = arcsOf(c);
    const radius = Math.floor((length - 1) / 2);
    const ball = graph.ball(arcs, radius, length - 2 - radius);
    const { vertices } = ball;
    const reversed = { tails: ball.heads, heads: ball.tails };
    const lost = new Float64Array(vertices.length);
    const stepsFrom = new Uint32Array(vertices.length).fill(length);
    const stepsTo = stepsFrom.slice();
    for (const [tail, head] of arcs) {
      const from = walks(ball, vertices.indexOf(head), ball, -1);
      const to = walks(ball, vertices.indexOf(tail), reversed, c);
      for (let a = 0; a < length; a++)
        for (let k = 0; k < lost.length; k++) {
          lost[k] += to[a][k] * from[length - 1 - a][k];
          if (from[a][k] > 0 && a < stepsFrom[k]) stepsFrom[k] = a;
          if (to[a][k] > 0 && a < stepsTo[k]) stepsTo[k] = a;
        }
    }
    for (const [, head] of arcs) if (hasOneWayIn(head)) lost[vertices.indexOf(head)] = walkIndex[head];
    return { ball, lost, stepsFrom, stepsTo };
  }

  function isolatedEndOf(c: number): number {
    if (edgesOf(c).length > 1) return -1;
    const [[tail, head]] = arcsOf(c);
    return (hasOneWayIn(head) ? 1 : 0) + (hasOneWayIn(tail) ? 2 : 0);
  }

  function effect(edge: number): RelationalEffect {
    const c = connectionOf[edge];
    const isolatedEnd = isolatedEndOf(c);
    const affected: number[] = [];
    const after: number[] = [];
    if (isolatedEnd >= 0) {
      const { ball, lost } = measure(c);
      ball.vertices.forEach((t, k) => {
        if (lost[k] === 0) return;
        affected.push(t);
        after.push(walkIndex[t] - lost[k]);
      });
    }
    if (affected.length === 0) return { edge, key: NO_CHANGE, affected, isolatedEnd, time: now };
    const before = Float64Array.from(affected, (t) => walkIndex[t]);
    const key = sortedTupleKey(before, Float64Array.from(after));
    return { edge, key, affected, isolatedEnd, time: now };
  }

  function isFresh({ edge, affected, isolatedEnd, time }: RelationalEffect): boolean {
    return isolatedEndOf(connectionOf[edge]) === isolatedEnd && affected.every((t) => changedAt[t] < time);
  }

  function remove(edge: number, onNeighbor: (edge: number) => void): void {
    const c = connectionOf[edge];
    if (edgesOf(c).length > 1) {
      graph.remove(edge);
      now++;
      return;
    }
    const { ball, lost, stepsFrom, stepsTo } = measure(c);
    ball.vertices.forEach((t, k) => {
      if (lost[k] === 0) return;
      walkIndex[t] -= lost[k];
      changedAt[t] = now;
    });
    graph.remove(edge);
    now++;
    const near = new Set<number>();
    ball.connections.forEach((other, k) => {
      if (stepsFrom[ball.tails[k]] + 1 + stepsTo[ball.heads[k]] <= length - 1) near.add(other);
    });
    for (const other of near) for (const e of edgesOf(other)) onNeighbor(e);
  }
}
