import type { Random } from "../random.js";
import type { CholeskyFactor } from "./cholesky-factor.js";
import { createDegreeQueue } from "./degree-queue.js";
import type { Laplacian } from "./laplacian.js";

/** Parts that an edge is split into at first, and that are drawn for a neighbour at most. */
const PARTS = 2;

/** Vertices between two calls of onStep. */
const VERTICES_A_STEP = 32;

/**
 * Approximate Cholesky factorization of a Laplacian by sampled elimination: its preconditioner needs few steps of conjugate gradients
 * on any graph, where incomplete Cholesky needs many on ill-conditioned ones.
 *
 * Vertices are eliminated by about the least degree. Exact elimination of k would join its neighbours by a clique of weights w_ki w_kj / d_k,
 * d_k the sum of its weights. Instead each neighbour i, by ascending weight, is joined to few others j after it: each drawn with
 * probability w_kj / S_i, S_i the weights after i, at a share of the weight w_ki S_i / d_k, so that every edge of the clique is
 * there in expectation. Every edge counts as two parallel ones at first; a neighbour is joined once for each parallel edge, twice at most.
 * Degrees 1 and 2 are eliminated exactly.
 *
 * Source: Kyng, Sachdeva, "Approximate Gaussian elimination for Laplacians: fast, sparse, and simple" (2016), algorithms 1 and 2; Gao, Kyng, Spielman,
 * "Robust and practical solution of Laplacian equations by approximate elimination" (2023), sections 3 and 4: the order of the
 * neighbours, and AC(2), the variant with two parallel edges.
 *
 * @param laplacian positive weights
 * @param onStep called now and then; may throw to stop
 *
 * Complexity: about O(S log S) time and O(S) memory, S its entries; the factor has F between S / 2 and S entries in practice.
 */
export function approximateCholesky(
  laplacian: Laplacian,
  random: Random,
  onStep: () => void = () => undefined,
): CholeskyFactor {
  const { vertexCount, offsets, neighbors, weights } = laplacian;
  const degrees = new Uint32Array(vertexCount);
  for (let u = 0; u < vertexCount; u++) degrees[u] = PARTS * (offsets[u + 1] - offsets[u]);
  const queue = createDegreeQueue(degrees);
  const drawn = new DrawnEdges(vertexCount, neighbors.length);
  const column = new Column(vertexCount);
  const factor = new GrowingFactor(neighbors.length);
  const order = new Uint32Array(vertexCount);
  const places = new Int32Array(vertexCount).fill(-1);
  const starts = new Uint32Array(vertexCount + 1);
  const inverses = new Float64Array(vertexCount);
  for (let place = 0; place < vertexCount; place++) {
    if (place % VERTICES_A_STEP === 0) onStep();
    const u = queue.take();
    order[place] = u;
    places[u] = place;
    column.clear();
    for (let k = offsets[u]; k < offsets[u + 1]; k++)
      if (places[neighbors[k]] < 0) column.add(neighbors[k], weights[k], PARTS);
    drawn.take(u, (v, weight) => {
      if (places[v] < 0) column.add(v, weight, 1);
    });
    column.sort();
    const total = column.sum();
    inverses[place] = total > 0 ? 1 / total : 0;
    for (let i = 0; i < column.length; i++) factor.push(column.vertices[i], column.weights[i] / total);
    starts[place + 1] = factor.length;
    for (let i = 0; i < column.length; i++) queue.change(column.vertices[i], -column.parts[i]);
    for (let i = 0; i + 1 < column.length; i++) {
      const v = column.vertices[i];
      const parts = Math.min(column.parts[i], PARTS);
      const weight = (column.weights[i] * column.after[i + 1]) / total / parts;
      // Weights so uneven that their product is no number any more leave no edge.
      if (!(weight > 0)) continue;
      for (let part = 0; part < parts; part++) {
        const other = column.vertices[column.draw(i + 1, random)];
        drawn.add(v, other, weight);
        queue.change(v, 1);
        queue.change(other, 1);
      }
    }
  }
  return {
    order,
    places: Uint32Array.from(places),
    starts,
    uppers: factor.vertices.slice(0, factor.length).map((v) => places[v]),
    shares: factor.shares.slice(0, factor.length),
    inverses,
  };
}

/** The neighbours of the vertex that is eliminated, parallel edges as one. */
class Column {
  readonly vertices: Uint32Array;
  readonly weights: Float64Array;
  /** parallel edges */
  readonly parts: Uint32Array;
  /** after[i]: the sum of the weights from i on */
  readonly after: Float64Array;
  length = 0;
  /** where a vertex stands in the column, else -1 */
  private readonly position: Int32Array;

  constructor(vertexCount: number) {
    this.vertices = new Uint32Array(vertexCount);
    this.weights = new Float64Array(vertexCount);
    this.parts = new Uint32Array(vertexCount);
    this.after = new Float64Array(vertexCount + 1);
    this.position = new Int32Array(vertexCount).fill(-1);
  }

  clear(): void {
    for (let i = 0; i < this.length; i++) this.position[this.vertices[i]] = -1;
    this.length = 0;
  }

  add(v: number, weight: number, parts: number): void {
    const i = this.position[v];
    if (i >= 0) {
      this.weights[i] += weight;
      this.parts[i] += parts;
      return;
    }
    this.position[v] = this.length;
    this.vertices[this.length] = v;
    this.weights[this.length] = weight;
    this.parts[this.length++] = parts;
  }

  /** By ascending weight. */
  sort(): void {
    const { vertices, weights, parts, length } = this;
    if (length > LONG) {
      this.sortLong();
      return;
    }
    for (let i = 1; i < length; i++) {
      const weight = weights[i];
      if (weights[i - 1] <= weight) continue;
      const v = vertices[i];
      const count = parts[i];
      let j = i;
      for (; j > 0 && weights[j - 1] > weight; j--) {
        weights[j] = weights[j - 1];
        vertices[j] = vertices[j - 1];
        parts[j] = parts[j - 1];
      }
      weights[j] = weight;
      vertices[j] = v;
      parts[j] = count;
    }
  }

  private sortLong(): void {
    const { length } = this;
    const weights = this.weights.slice(0, length);
    const vertices = this.vertices.slice(0, length);
    const parts = this.parts.slice(0, length);
    const turn = Uint32Array.from(weights, (_, i) => i).sort((a, b) => weights[a] - weights[b] || a - b);
    turn.forEach((from, to) => {
      this.weights[to] = weights[from];
      this.vertices[to] = vertices[from];
      this.parts[to] = parts[from];
    });
  }

  /** The sum of the weights, smallest first; fills `after`. */
  sum(): number {
    this.after[this.length] = 0;
    for (let i = this.length - 1; i >= 0; i--) this.after[i] = this.after[i + 1] + this.weights[i];
    return this.after[0];
  }

  /** A position from `first` on, with probability proportional to its weight. */
  draw(first: number, random: Random): number {
    const target = random.uniform() * this.after[first];
    let low = first;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.after[middle] > target) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Columns above this length are sorted by the engine, which beats insertion there. */
const LONG = 24;

/** The edges that eliminations have drawn, in a list for each end. An entry lies in one place: its weight, its other end, the next entry. */
class DrawnEdges {
  private readonly heads: Int32Array;
  private weights: Float64Array;
  /** over the same bytes */
  private words: Int32Array;
  private used = 0;
  private free = -1;

  constructor(vertexCount: number, capacity: number) {
    this.heads = new Int32Array(vertexCount).fill(-1);
    this.weights = new Float64Array(2 * (capacity + 2));
    this.words = new Int32Array(this.weights.buffer);
  }

  add(u: number, v: number, weight: number): void {
    this.put(u, v, weight);
    this.put(v, u, weight);
  }

  /** Empties a vertex's list. */
  take(u: number, each: (v: number, weight: number) => void): void {
    const { words, weights } = this;
    for (let k = this.heads[u]; k >= 0; ) {
      each(words[4 * k + 2], weights[2 * k]);
      const after = words[4 * k + 3];
      words[4 * k + 3] = this.free;
      this.free = k;
      k = after;
    }
    this.heads[u] = -1;
  }

  private put(u: number, v: number, weight: number): void {
    let k = this.free;
    if (k >= 0) this.free = this.words[4 * k + 3];
    else {
      k = this.used++;
      if (2 * k === this.weights.length) this.grow();
    }
    this.weights[2 * k] = weight;
    this.words[4 * k + 2] = v;
    this.words[4 * k + 3] = this.heads[u];
    this.heads[u] = k;
  }

  private grow(): void {
    const { weights } = this;
    this.weights = new Float64Array(2 * weights.length);
    this.weights.set(weights);
    this.words = new Int32Array(this.weights.buffer);
  }
}

/** The factor's entries as they come. */
class GrowingFactor {
  vertices: Uint32Array;
  shares: Float64Array;
  length = 0;

  constructor(capacity: number) {
    this.vertices = new Uint32Array(capacity + 1);
    this.shares = new Float64Array(capacity + 1);
  }

  push(v: number, share: number): void {
    if (this.length === this.vertices.length) {
      const { vertices, shares } = this;
      this.vertices = new Uint32Array(2 * vertices.length);
      this.vertices.set(vertices);
      this.shares = new Float64Array(2 * shares.length);
      this.shares.set(shares);
    }
    this.vertices[this.length] = v;
    this.shares[this.length++] = share;
  }
}
