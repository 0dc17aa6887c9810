import type { DistinctArcs } from "../structures/distinct-arcs.js";

/** Whether walks are followed along the arcs or against them; undirected, both are the same. */
export type Along = "forward" | "backward";

/**
 * Vectors of walk counts of a graph that loses connections: x_0, x_1, ..., where entry t of x_l counts the walks of l steps, self-loops
 * included, from (forward) or to (backward) the vertices that x_0 marks.
 */
export interface WalkVectors {
  /** [steps + 1][V] the vectors of `start`. O(steps (V + C)) for C connections. */
  of(start: Float64Array, steps: number, along: Along): Float64Array[];
  /**
   * Computes vectors anew at those vertices only where the loss of a connection changes them, in place.
   *
   * @param balls see {@link WalkVectors.ballsAround}, of the connection's ends
   *
   * Complexity: O(steps B) for B connections within `steps` steps.
   */
  update(vectors: readonly Float64Array[], balls: readonly (readonly number[])[], along: Along): void;
  /** [radius + 1] the vertices within 0, 1, ... `radius` steps of some: within l steps is where walks of l steps change. O(B). */
  ballsAround(vertices: readonly number[], radius: number): number[][];
}

/** @param vertexCount V */
export function createWalkVectors(
  vertexCount: number,
  arcs: DistinctArcs,
  { directed }: { readonly directed: boolean },
): WalkVectors {
  const seen = new Uint32Array(vertexCount);
  let search = 0;
  return {
    of(start, steps, along) {
      const vectors = [start];
      for (let l = 1; l <= steps; l++) {
        const last = vectors[l - 1];
        const next = last.slice();
        for (let c = 0; c < arcs.sources.length; c++) {
          if (arcs.edgesLeft[c] === 0) continue;
          const [s, t] = [arcs.sources[c], arcs.targets[c]];
          if (along === "forward" || !directed) next[t] += last[s];
          if (along === "backward" || !directed) next[s] += last[t];
        }
        vectors.push(next);
      }
      return vectors;
    },
    update(vectors, balls, along) {
      for (let l = 1; l < vectors.length; l++) {
        const [last, next] = [vectors[l - 1], vectors[l]];
        for (const t of balls[l]) {
          let sum = last[t];
          for (const c of arcs.at[t]) {
            if (arcs.edgesLeft[c] === 0) continue;
            const isTarget = arcs.targets[c] === t;
            if (!directed || isTarget === (along === "forward"))
              sum += last[isTarget ? arcs.sources[c] : arcs.targets[c]];
          }
          next[t] = sum;
        }
      }
    },
    ballsAround(vertices, radius) {
      search++;
      for (const t of vertices) seen[t] = search;
      const balls = [[...vertices]];
      for (let distance = 1; distance <= radius; distance++) {
        const inner = balls[distance - 1];
        const ball = inner.slice();
        for (const t of inner)
          for (const c of arcs.at[t]) {
            if (arcs.edgesLeft[c] === 0) continue;
            const s = arcs.sources[c] === t ? arcs.targets[c] : arcs.sources[c];
            if (seen[s] === search) continue;
            seen[s] = search;
            ball.push(s);
          }
        balls.push(ball);
      }
      return balls;
    },
  };
}
