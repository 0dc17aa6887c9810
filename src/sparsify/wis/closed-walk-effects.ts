import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { singletonWalkIndices } from "../../walks/singleton-walk-indices.js";
import { type SortedTupleKey, sortedTupleKey } from "../orders/sorted-tuple-key.js";
import { createRemainingGraph } from "../structures/remaining-graph.js";
import { createEdgeBall } from "./edge-ball.js";
import { createFourWalkEffects, hasFewVertices } from "./four-walk-effects.js";
import type { ClosedWalkEffects, RemovalEffect } from "./walk-index-effects.js";

/**
 * {@link ClosedWalkEffects}, for walks of any length.
 *
 * With A' = A without e = {i, j}, the closed walks of length L at t that use e, by the step of its first use, are
 *
 *     sum over a = 0 .. L-1 of (A'^a)_ti (A^(L-1-a))_jt + (A'^a)_tj (A^(L-1-a))_it:
 *
 * four sequences of vectors that are needed on the {@link EdgeBall} of e only. Where e is the last edge of t the index becomes 0.
 *
 * @param adjacency undirected, at most one edge between two vertices
 * @param walkLength L - 1 >= 1
 * @param onStep called now and then while the walks are counted; may throw to stop
 * @throws InputError where a walk index is 2^53 or more
 */
export function createClosedWalkEffects(
  adjacency: Adjacency,
  walkLength: number,
  onStep: () => void = () => undefined,
): ClosedWalkEffects {
  const { vertexCount, sources, targets } = adjacency;
  const walkIndex = singletonWalkIndices(adjacency, walkLength, onStep);
  if (!(walkIndex instanceof Float64Array))
    throw new InputError(
      `walk length ${walkLength}: expected walk indices below 2^53 at every vertex, got larger ones; use shorter walks`,
    );
  if (walkLength === 3 && hasFewVertices(adjacency))
    return createFourWalkEffects(adjacency, walkIndex, onStep);
  const length = walkLength + 1;
  const graph = createRemainingGraph(adjacency);
  const ball = createEdgeBall(vertexCount, graph, length);
  const changedAt = new Int32Array(vertexCount).fill(-1);
  const affected: number[] = [];
  const lost: number[] = [];
  let now = 0;
  return { effect, key, isFresh, isAffected, degree, anyEdge: (t) => graph.edges[graph.starts[t]], remove };

  function degree(t: number): number {
    return graph.ends[t] - graph.starts[t];
  }

  /** Fills `affected`, the edge's ends first, and `lost` with what the removal takes from the index of each. */
  function measure(e: number): void {
    const [i, j] = [sources[e], targets[e]];
    ball.center(i, j);
    affected.length = 0;
    lost.length = 0;
    const { vertices, size, distances } = ball;
    const without = [ball.walks(0, true), ball.walks(1, true)];
    const within = [ball.walks(0, false), ball.walks(1, false)];
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let side = 0; side < 2; side++) {
        // The walk reaches t = vertices[k] from one end in a steps, and t the other end in the rest.
        const first = without[side];
        const second = within[1 - side];
        const last = length - 1 - distances[1 - side][vertices[k]];
        for (let a = distances[side][vertices[k]]; a <= last; a++)
          sum += first[a * size + k] * second[(length - 1 - a) * size + k];
      }
      if (sum === 0) continue;
      affected.push(vertices[k]);
      lost.push(sum);
    }
    for (const k of [0, 1]) if (degree(affected[k]) === 1) lost[k] = walkIndex[affected[k]] as number;
  }

  function effect(e: number): RemovalEffect {
    measure(e);
    const after = new Float64Array(affected.length);
    let lowest = 0;
    for (let k = 0; k < after.length; k++) {
      after[k] = (walkIndex[affected[k]] as number) - lost[k];
      // The first of equals: an end, where it can be one, is a witness as long as the edge is there.
      if (after[k] < after[lowest]) lowest = k;
    }
    const vertices = Uint32Array.from(affected);
    return { level: after[lowest], witness: vertices[lowest], affected: vertices, after, time: now };
  }

  function key(effect: RemovalEffect): SortedTupleKey {
    const before = Float64Array.from(effect.affected, (t) => walkIndex[t] as number);
    return sortedTupleKey(before, effect.after.slice());
  }

  function isFresh({ affected, time }: RemovalEffect): boolean {
    return affected.every((t) => changedAt[t] < time);
  }

  function isAffected(t: number, e: number): boolean {
    return t === sources[e] || t === targets[e] || ball.reaches(t, sources[e], targets[e]);
  }

  function remove(e: number, _keyed: Iterable<number>, onNeighbor: (edge: number) => void): void {
    measure(e);
    affected.forEach((t, k) => {
      (walkIndex as Float64Array)[t] -= lost[k];
      changedAt[t] = now;
    });
    const neighbors = ball.edges();
    graph.remove(e);
    now++;
    for (const f of neighbors) if (f !== e) onNeighbor(f);
  }
}
