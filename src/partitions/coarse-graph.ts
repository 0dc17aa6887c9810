import { type Random, shuffle } from "../random.js";

/** An undirected graph with weights at its vertices and edges, as rows without self-loops. */
export interface WeightedRows {
  /** [V + 1] row t holds the entries offsets[t] .. offsets[t + 1] - 1 */
  readonly offsets: Uint32Array;
  /** [S] */
  readonly neighbors: Uint32Array;
  /** [S] weight of each entry's edge */
  readonly edgeWeights: Float64Array;
  /** [V] */
  readonly vertexWeights: Float64Array;
}

/** A smaller graph, and the vertex of it that each vertex became a part of. */
export interface Coarsening {
  readonly graph: WeightedRows;
  /** [V] */
  readonly coarse: Uint32Array;
}

/**
 * Merges pairs of vertices: in random order, each vertex that is left with its neighbour of the heaviest edge that is left, or, where
 * it has no neighbour at all, with another such vertex. Parallel edges that arise become one, their weights added.
 *
 * Source: Karypis and Kumar 1998, heavy-edge matching.
 *
 * @param most the largest weight of a merged vertex
 *
 * Complexity: O(V + S).
 */
export function coarsen(graph: WeightedRows, most: number, random: Random): Coarsening {
  const { offsets, neighbors, edgeWeights, vertexWeights } = graph;
  const size = vertexWeights.length;
  const unmatched = 0xffffffff;
  const coarse = new Uint32Array(size).fill(unmatched);
  const merged: [number, number][] = [];
  let lonely = -1;
  const match = (s: number, t: number) => {
    coarse[s] = merged.length;
    coarse[t] = merged.length;
    merged.push([s, t]);
  };
  for (const s of shuffle(
    Uint32Array.from({ length: size }, (_, t) => t),
    random,
  )) {
    if (coarse[s] !== unmatched) continue;
    let best = -1;
    let heaviest = 0;
    for (let k = offsets[s]; k < offsets[s + 1]; k++) {
      const t = neighbors[k];
      if (coarse[t] !== unmatched || edgeWeights[k] <= heaviest) continue;
      if (vertexWeights[s] + vertexWeights[t] > most) continue;
      best = t;
      heaviest = edgeWeights[k];
    }
    if (best >= 0) match(s, best);
    else if (offsets[s + 1] > offsets[s]) match(s, s);
    else if (lonely >= 0 && vertexWeights[s] + vertexWeights[lonely] <= most) {
      match(s, lonely);
      lonely = -1;
    } else {
      if (lonely >= 0) match(lonely, lonely);
      lonely = s;
    }
  }
  if (lonely >= 0) match(lonely, lonely);
  return { graph: mergedRows(graph, coarse, merged), coarse };
}

function mergedRows(
  graph: WeightedRows,
  coarse: Uint32Array,
  merged: readonly [number, number][],
): WeightedRows {
  const { offsets, neighbors, edgeWeights, vertexWeights } = graph;
  const starts = new Uint32Array(merged.length + 1);
  const others = new Uint32Array(neighbors.length);
  const weights = new Float64Array(neighbors.length);
  /** [coarse] where the row at hand holds each neighbour, plus one */
  const placeOf = new Uint32Array(merged.length);
  let count = 0;
  merged.forEach(([s, t], row) => {
    for (const member of s === t ? [s] : [s, t])
      for (let k = offsets[member]; k < offsets[member + 1]; k++) {
        const other = coarse[neighbors[k]];
        if (other === row) continue;
        if (placeOf[other] === 0) {
          others[count] = other;
          placeOf[other] = ++count;
        }
        weights[placeOf[other] - 1] += edgeWeights[k];
      }
    for (let k = starts[row]; k < count; k++) placeOf[others[k]] = 0;
    starts[row + 1] = count;
  });
  return {
    offsets: starts,
    neighbors: others.slice(0, count),
    edgeWeights: weights.slice(0, count),
    vertexWeights: Float64Array.from(merged, ([s, t]) =>
      s === t ? vertexWeights[s] : vertexWeights[s] + vertexWeights[t],
    ),
  };
}
