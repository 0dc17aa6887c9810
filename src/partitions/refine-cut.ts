import { type Random, shuffle } from "../random.js";
import type { WeightedRows } from "./coarse-graph.js";

/** Passes over all vertices; most cuts come to rest after two or three. */
const PASSES = 12;

/** How a graph is divided. */
export interface DivisionLimits {
  readonly parts: number;
  /** the largest weight of a part */
  readonly limit: number;
}

/**
 * Improves a division of a graph into parts, in place: moves vertices one by one to a part that more of their edges lead to, as long as
 * no part grows past a limit; first of all out of parts that are past it.
 *
 * A move that cuts as much as before is made where it evens the parts out. So the cut never grows but where a part is over the limit.
 *
 * Source: greedy refinement, Karypis and Kumar 1998b (multilevel k-way partitioning).
 *
 * @param part [V] part of each vertex, 0 .. parts - 1
 *
 * Complexity: O(passes (V + S)) and, for each vertex moved out of a part over its limit, O(parts).
 */
export function refineCut(
  graph: WeightedRows,
  part: Uint32Array,
  { parts, limit }: DivisionLimits,
  random: Random,
): void {
  const { offsets, neighbors, edgeWeights, vertexWeights } = graph;
  const weights = new Float64Array(parts);
  part.forEach((p, t) => {
    weights[p] += vertexWeights[t];
  });
  /** [parts] weight of the edges between the vertex at hand and each part; 0 but while it is looked at */
  const toward = new Float64Array(parts);
  const near: number[] = [];
  const order = Uint32Array.from(part.keys());
  for (let pass = 0; pass < PASSES; pass++) {
    let moved = false;
    for (const t of shuffle(order, random)) {
      const target = betterPart(t);
      if (target === part[t]) continue;
      weights[part[t]] -= vertexWeights[t];
      weights[target] += vertexWeights[t];
      part[t] = target;
      moved = true;
    }
    if (!moved) return;
  }

  /** The part that a vertex is better off in, or its own. */
  function betterPart(t: number): number {
    const own = part[t];
    near.length = 0;
    for (let k = offsets[t]; k < offsets[t + 1]; k++) {
      const p = part[neighbors[k]];
      if (toward[p] === 0 && p !== own) near.push(p);
      toward[p] += edgeWeights[k];
    }
    const isOver = weights[own] > limit;
    if (isOver) {
      // Any part will do, the lightest among equals.
      near.length = 0;
      for (let p = 0; p < parts; p++) if (p !== own) near.push(p);
    }
    let best = own;
    let gain = isOver ? Number.NEGATIVE_INFINITY : 0;
    for (const p of near) {
      if (weights[p] + vertexWeights[t] > limit) continue;
      const difference = toward[p] - toward[own];
      const evens =
        weights[p] + vertexWeights[t] < (best === own ? weights[own] : weights[best] + vertexWeights[t]);
      if (difference > gain || (difference === gain && evens)) {
        best = p;
        gain = difference;
      }
    }
    for (let k = offsets[t]; k < offsets[t + 1]; k++) toward[part[neighbors[k]]] = 0;
    return best;
  }
}
