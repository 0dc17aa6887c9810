import { type Adjacency, buildAdjacency } from "../../src/graph/adjacency.js";
import type { Random } from "../../src/random.js";

/** A graph from pairs of vertices, and maybe their types. */
export function graphOf(
  vertexCount: number,
  pairs: readonly (readonly [number, number, number?])[],
  directed = false,
): Adjacency {
  const types = pairs.some(([, , type]) => type !== undefined) ? pairs.map(([, , type]) => type ?? 0) : null;
  const [sources, targets] = [pairs.map(([s]) => s), pairs.map(([, t]) => t)];
  return buildAdjacency({ vertexCount, sources, targets, types, directed }).adjacency;
}

/** Every pair is an edge with some probability, of one of `types` types. */
export function randomGraph(
  vertexCount: number,
  probability: number,
  random: Random,
  { directed = false, types = 1 } = {},
): Adjacency {
  const pairs: [number, number, number?][] = [];
  for (let s = 0; s < vertexCount; s++)
    for (let t = 0; t < vertexCount; t++)
      if (s !== t && (directed || s < t) && random.uniform() < probability)
        pairs.push(types === 1 ? [s, t] : [s, t, random.integer(types)]);
  return graphOf(vertexCount, pairs, directed);
}

export const complete = (n: number) =>
  graphOf(
    n,
    Array.from({ length: n }, (_, s) =>
      Array.from({ length: n - s - 1 }, (_, k): [number, number] => [s, s + k + 1]),
    ).flat(),
  );

export const chain = (n: number) =>
  graphOf(
    n,
    Array.from({ length: n - 1 }, (_, s): [number, number] => [s, s + 1]),
  );

/** Equations 5.2 to 5.5 and D.1, literally: embeddings as arrays, neighbours from the list of edges. */
export function embeddingsByHand(
  { vertexCount, edgeCount, sources, targets, types, directed }: Adjacency,
  layers: readonly (readonly { shape: readonly number[]; data: Float64Array }[])[],
  features: readonly Float64Array[],
): number[][] {
  let hidden = features.map((vector) => [...vector]);
  for (const matrices of layers) {
    const times = (matrix: number, vector: readonly number[]) => {
      const { shape, data } = matrices[matrix];
      return Array.from({ length: shape[0] }, (_, d) =>
        vector.reduce((sum, value, k) => sum + data[d * shape[1] + k] * value, 0),
      );
    };
    hidden = Array.from({ length: vertexCount }, (_, i) => {
      const factors = [times(0, hidden[i])];
      for (let e = 0; e < edgeCount; e++) {
        const matrix = matrices.length === 1 ? 0 : 1 + (types?.[e] ?? 0);
        if (targets[e] === i) factors.push(times(matrix, hidden[sources[e]]));
        if (!directed && sources[e] === i) factors.push(times(matrix, hidden[targets[e]]));
      }
      return factors.reduce((product, factor) => product.map((value, d) => value * factor[d]));
    });
  }
  return hidden;
}
