/**
 * The Laplacian L = D - W of an undirected graph with positive weights, as rows: (L x)_u = d_u x_u - sum over v of w_uv x_v.
 */
export interface Laplacian {
  /** V */
  readonly vertexCount: number;
  /** [V + 1] row u holds the entries offsets[u] .. offsets[u + 1] - 1 */
  readonly offsets: Uint32Array;
  /** [S] the other end of each entry */
  readonly neighbors: Uint32Array;
  /** [S] w_uv */
  readonly weights: Float64Array;
  /** [V] d_u, the sum of row u's weights */
  readonly diagonal: Float64Array;
}

/** A weighted graph as columns of edges. */
export interface WeightedEdges {
  readonly vertexCount: number;
  /** [E] */
  readonly sources: Uint32Array;
  /** [E] */
  readonly targets: Uint32Array;
  /** [E] positive */
  readonly weights: Float64Array;
}

/** The Laplacian of a list of edges without loops. O(V + E). */
export function buildLaplacian({ vertexCount, sources, targets, weights }: WeightedEdges): Laplacian {
  const offsets = new Uint32Array(vertexCount + 1);
  const diagonal = new Float64Array(vertexCount);
  for (let e = 0; e < sources.length; e++) {
    offsets[sources[e] + 1]++;
    offsets[targets[e] + 1]++;
    diagonal[sources[e]] += weights[e];
    diagonal[targets[e]] += weights[e];
  }
  for (let u = 0; u < vertexCount; u++) offsets[u + 1] += offsets[u];
  const cursor = offsets.slice(0, vertexCount);
  const neighbors = new Uint32Array(2 * sources.length);
  const entries = new Float64Array(2 * sources.length);
  for (let e = 0; e < sources.length; e++) {
    for (const [u, v] of [
      [sources[e], targets[e]],
      [targets[e], sources[e]],
    ]) {
      const k = cursor[u]++;
      neighbors[k] = v;
      entries[k] = weights[e];
    }
  }
  return { vertexCount, offsets, neighbors, weights: entries, diagonal };
}

/**
 * The same Laplacian with its vertices in another order.
 *
 * @param order [V] the old number of every new one
 * @param places [V] the new number of every old one
 *
 * Complexity: O(V + S).
 */
export function renumberLaplacian(
  { vertexCount, offsets, neighbors, weights, diagonal }: Laplacian,
  order: Uint32Array,
  places: Uint32Array,
): Laplacian {
  const newOffsets = new Uint32Array(vertexCount + 1);
  const newNeighbors = new Uint32Array(neighbors.length);
  const newWeights = new Float64Array(weights.length);
  let count = 0;
  for (let u = 0; u < vertexCount; u++) {
    for (let k = offsets[order[u]]; k < offsets[order[u] + 1]; k++) {
      newNeighbors[count] = places[neighbors[k]];
      newWeights[count++] = weights[k];
    }
    newOffsets[u + 1] = count;
  }
  return {
    vertexCount,
    offsets: newOffsets,
    neighbors: newNeighbors,
    weights: newWeights,
    diagonal: Float64Array.from(order, (u) => diagonal[u]),
  };
}
