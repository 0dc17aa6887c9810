import type { Adjacency } from "../../graph/adjacency.js";
import { createRandom } from "../../random.js";

/** How algebraic distances are computed. */
export interface AlgebraicDistanceOptions {
  /** same seed, same scores */
  readonly seed: number;
  /** number of random vectors, >= 1 */
  readonly systems: number;
  /** relaxations of each, >= 1 */
  readonly iterations: number;
  /** omega in (0, 1]: the weight of the neighbours' mean */
  readonly omega: number;
  /** called before every relaxation; may throw to stop */
  readonly onProgress?: ((ordered: number) => void) | undefined;
}

/**
 * Algebraic distance: keeps edges between vertices whose values agree after a few relaxations of random vectors.
 *
 *   x <- (1 - omega) x + omega D^-1 W x, then x scaled to [0, 1];   score(u, v) = - (sum over vectors of (x_u - x_v)^2)^(1/2)
 *
 * Edges within dense parts are short, and kept. The vectors' values are uniform in [0, 1) at the start.
 *
 * Source: Ron, Safro, Brandt, "Relaxation-based coarsening and multiscale graph organization" (2011), section 2.2, with the 2-norm;
 * Chen, Safro, "Algebraic distance on graphs" (2011), algorithm 1, for the scaling.
 *
 * @param adjacency weights, where it has any, are positive
 * @returns [E] scores <= 0, higher = keep
 *
 * Complexity: O(systems iterations (V + E)) time, O(systems V) memory.
 */
export function algebraicDistanceScores(
  adjacency: Adjacency,
  { seed, systems, iterations, omega, onProgress }: AlgebraicDistanceOptions,
): Float64Array {
  const { vertexCount, edgeCount, sources, targets } = adjacency;
  const random = createRandom(seed, "algebraic-distance");
  const squares = new Float64Array(edgeCount);
  // A few vectors at a time stand side by side, so that a neighbour's values share a cache line.
  for (let done = 0; done < systems; done += LANES) {
    const used = Math.min(LANES, systems - done);
    const start = Float64Array.from({ length: vertexCount * LANES }, () => random.uniform());
    const x = relax(adjacency, start, { iterations, omega, onProgress });
    scaleToUnit(x, vertexCount);
    for (let e = 0; e < edgeCount; e++) {
      const u = sources[e] * LANES;
      const v = targets[e] * LANES;
      for (let lane = 0; lane < used; lane++) squares[e] += (x[u + lane] - x[v + lane]) ** 2;
    }
  }
  return squares.map((square) => -Math.sqrt(square));
}

/** Vectors side by side: a fixed number, for which the inner loops are written out. */
const LANES = 5;

function relax(
  { vertexCount, offsets, neighbors, ...rest }: Adjacency,
  start: Float64Array,
  { iterations, omega, onProgress }: Omit<AlgebraicDistanceOptions, "seed" | "systems">,
): Float64Array {
  const weights = entryWeights(rest);
  let x: Float64Array = start;
  let next: Float64Array = new Float64Array(x.length);
  for (let iteration = 0; iteration < iterations; iteration++) {
    onProgress?.(0);
    for (let u = 0; u < vertexCount; u++) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      let f = 0;
      let strength = 0;
      const end = offsets[u + 1];
      for (let k = offsets[u]; k < end; k++) {
        const w = weights[k];
        const v = neighbors[k] * LANES;
        strength += w;
        a += w * x[v];
        b += w * x[v + 1];
        c += w * x[v + 2];
        d += w * x[v + 3];
        f += w * x[v + 4];
      }
      const own = strength === 0 ? 1 : 1 - omega;
      const share = strength === 0 ? 0 : omega / strength;
      const at = u * LANES;
      next[at] = own * x[at] + share * a;
      next[at + 1] = own * x[at + 1] + share * b;
      next[at + 2] = own * x[at + 2] + share * c;
      next[at + 3] = own * x[at + 3] + share * d;
      next[at + 4] = own * x[at + 4] + share * f;
    }
    [x, next] = [next, x];
  }
  return x;
}

/** [2E] the weight of every entry of the rows. */
function entryWeights({ edges, weights }: Pick<Adjacency, "edges" | "weights">): Float64Array {
  const result = new Float64Array(edges.length).fill(1);
  if (weights !== null) for (let k = 0; k < edges.length; k++) result[k] = weights[edges[k]];
  return result;
}

/** Each vector from its smallest value, made 0, to its largest, made 1; a constant one is left as it is. */
function scaleToUnit(x: Float64Array, vertexCount: number): void {
  for (let lane = 0; lane < LANES; lane++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let k = lane; k < vertexCount * LANES; k += LANES) {
      if (x[k] < low) low = x[k];
      if (x[k] > high) high = x[k];
    }
    if (!(high > low)) continue;
    for (let k = lane; k < vertexCount * LANES; k += LANES) x[k] = (x[k] - low) / (high - low);
  }
}
