import type { RemainingGraph } from "../structures/remaining-graph.js";

/**
 * The vertices that a closed walk of some length L can lead to through an edge {i, j}: at most h = floor((L - 1) / 2) away from i or j.
 *
 * Vertices have places in the ball, i the first and j the second. Made once and centred on one edge after the other.
 */
export interface EdgeBall {
  /** [size] the vertices by place */
  readonly vertices: readonly number[];
  readonly size: number;
  /** [2][V] each vertex's distance to i and to j; h + 1 stands for more than h, and is exact in the ball */
  readonly distances: readonly [Uint8Array, Uint8Array];
  /** Moves to the edge {i, j}. O(edges in the ball). */
  center(i: number, j: number): void;
  /**
   * [L, size] row b: the number of walks of length b from an end (place 0 or 1), self-loops included, with or without the edge
   * itself; right wherever a closed walk of length L through the edge can use it, at the other places maybe 0.
   *
   * Valid until the next call for the same arguments. O(L B) for B edges in the ball.
   */
  walks(end: 0 | 1, without: boolean): Float64Array;
  /** The edges at the ball's vertices that share a closed walk of length L with {i, j}, and some that almost do, once each. O(B). */
  edges(): number[];
  /** Whether a closed walk of length L leads through t and an edge {i, j}; moves nothing. O(edges around t). */
  reaches(t: number, i: number, j: number): boolean;
}

export function createEdgeBall(
  vertexCount: number,
  { starts, ends, neighbors, edges: edgeOf }: RemainingGraph,
  length: number,
): EdgeBall {
  const radius = Math.floor((length - 1) / 2);
  // A vertex of the ball that is not within the radius of one end is of the other, and so radius + 1 away.
  const far = radius + 1;
  const distances: [Uint8Array, Uint8Array] = [
    new Uint8Array(vertexCount).fill(far),
    new Uint8Array(vertexCount).fill(far),
  ];
  /** [V] the same from a third vertex, while {@link EdgeBall.reaches} looks */
  const aside = new Uint8Array(vertexCount).fill(far);
  const placeOf = new Int32Array(vertexCount).fill(-1);
  const vertices: number[] = [];
  let rows = new Uint32Array(1024);
  const rowStarts: number[] = [];
  const buffers = Array.from({ length: 4 }, () => new Float64Array(0));
  return {
    vertices,
    distances,
    get size() {
      return vertices.length;
    },
    center,
    walks,
    edges,
    reaches,
  };

  /** Breadth-first search up to the radius; the vertices found, in order of their distance. */
  function search(from: number, distance: Uint8Array): number[] {
    const found = [from];
    distance[from] = 0;
    for (let next = 0; next < found.length; next++) {
      const t = found[next];
      if (distance[t] === radius) break;
      for (let k = starts[t]; k < ends[t]; k++) {
        if (distance[neighbors[k]] !== far) continue;
        distance[neighbors[k]] = distance[t] + 1;
        found.push(neighbors[k]);
      }
    }
    return found;
  }

  function center(i: number, j: number): void {
    for (const t of vertices) {
      distances[0][t] = far;
      distances[1][t] = far;
      placeOf[t] = -1;
    }
    const [around, others] = [search(i, distances[0]), search(j, distances[1])];
    vertices.length = 0;
    rowStarts.length = 0;
    for (const t of [i, j]) place(t);
    for (const t of around) place(t);
    for (const t of others) place(t);
    let count = 0;
    for (const t of vertices) {
      rowStarts.push(count);
      if (count + ends[t] - starts[t] > rows.length) {
        const grown = new Uint32Array(2 * (count + ends[t] - starts[t]));
        grown.set(rows.subarray(0, count));
        rows = grown;
      }
      for (let k = starts[t]; k < ends[t]; k++) {
        const other = placeOf[neighbors[k]];
        if (other >= 0) rows[count++] = other;
      }
    }
    rowStarts.push(count);
  }

  function place(t: number): void {
    if (placeOf[t] >= 0) return;
    placeOf[t] = vertices.length;
    vertices.push(t);
  }

  function walks(end: 0 | 1, without: boolean): Float64Array {
    const size = vertices.length;
    const slot = end + (without ? 2 : 0);
    if (buffers[slot].length < length * size) buffers[slot] = new Float64Array(2 * length * size);
    const counts = buffers[slot].fill(0, 0, length * size);
    counts[end] = 1;
    const toEnd = distances[end];
    const toOther = distances[1 - end];
    for (let b = 1; b < length; b++) {
      const before = (b - 1) * size;
      const now = b * size;
      for (let place = 0; place < size; place++) {
        const t = vertices[place];
        // Walks of b steps from this end are used where the other end is at most the other length - 1 - b steps away.
        if (toEnd[t] > b || toOther[t] > length - 1 - b) continue;
        let sum = counts[before + place];
        for (let k = rowStarts[place]; k < rowStarts[place + 1]; k++) sum += counts[before + rows[k]];
        if (without && place < 2) sum -= counts[before + 1 - place];
        counts[now + place] = sum;
      }
    }
    return counts;
  }

  function edges(): number[] {
    const found: number[] = [];
    const [toFirst, toSecond] = distances;
    for (const t of vertices)
      for (let k = starts[t]; k < ends[t]; k++) {
        const s = neighbors[k];
        // An edge between two vertices of the ball is found at that of the lower place.
        if (placeOf[s] >= 0 && placeOf[s] < placeOf[t]) continue;
        // Beyond the ball the distances are lower bounds: an edge too many may be found, none is missed.
        const around = Math.min(toFirst[t] + toSecond[s], toSecond[t] + toFirst[s]);
        if (around <= length - 2) found.push(edgeOf[k]);
      }
    return found;
  }

  function reaches(t: number, i: number, j: number): boolean {
    const found = search(t, aside);
    // Where neither end is within the radius the sum is too large, where one is, the other is radius + 1 away at most.
    const around = aside[i] + aside[j];
    for (const s of found) aside[s] = far;
    return around <= length - 1;
  }
}
