import type { Random } from "../random.js";
import { LANES } from "./lanes.js";

/** Edges with what projections need of them. */
export interface ProjectedEdges {
  /** [E] */
  readonly sources: Uint32Array;
  /** [E] */
  readonly targets: Uint32Array;
  /** [E] the square roots of the conductances */
  readonly roots: Float64Array;
}

/**
 * Right-hand sides b = B^T W^(1/2) q for LANES vectors q of random signs, B the signed incidence matrix.
 *
 * @param block [V, LANES] overwritten with b
 *
 * Complexity: O(E LANES).
 */
export function drawRightHandSides(
  { sources, targets, roots }: ProjectedEdges,
  random: Random,
  block: Float64Array,
): void {
  block.fill(0);
  for (let edge = 0; edge < sources.length; edge++) {
    const signs = random.integer(1 << LANES);
    const root = roots[edge];
    const s = sources[edge] * LANES;
    const t = targets[edge] * LANES;
    const a = (signs & 1) === 1 ? root : -root;
    const b = ((signs >> 1) & 1) === 1 ? root : -root;
    const c = ((signs >> 2) & 1) === 1 ? root : -root;
    const d = ((signs >> 3) & 1) === 1 ? root : -root;
    const e = ((signs >> 4) & 1) === 1 ? root : -root;
    const f = ((signs >> 5) & 1) === 1 ? root : -root;
    const g = ((signs >> 6) & 1) === 1 ? root : -root;
    const h = ((signs >> 7) & 1) === 1 ? root : -root;
    block[s] += a;
    block[s + 1] += b;
    block[s + 2] += c;
    block[s + 3] += d;
    block[s + 4] += e;
    block[s + 5] += f;
    block[s + 6] += g;
    block[s + 7] += h;
    block[t] -= a;
    block[t + 1] -= b;
    block[t + 2] -= c;
    block[t + 3] -= d;
    block[t + 4] -= e;
    block[t + 5] -= f;
    block[t + 6] -= g;
    block[t + 7] -= h;
  }
}

/**
 * Adds the squared differences of solutions between an edge's ends, over all LANES of them.
 *
 * @param x [V, LANES]
 * @param squares [E] added to
 *
 * Complexity: O(E LANES).
 */
export function addSquaredDifferences(
  { sources, targets }: ProjectedEdges,
  x: Float64Array,
  squares: Float64Array,
): void {
  for (let e = 0; e < sources.length; e++) {
    const s = sources[e] * LANES;
    const t = targets[e] * LANES;
    let sum = squares[e];
    sum += (x[s] - x[t]) ** 2;
    sum += (x[s + 1] - x[t + 1]) ** 2;
    sum += (x[s + 2] - x[t + 2]) ** 2;
    sum += (x[s + 3] - x[t + 3]) ** 2;
    sum += (x[s + 4] - x[t + 4]) ** 2;
    sum += (x[s + 5] - x[t + 5]) ** 2;
    sum += (x[s + 6] - x[t + 6]) ** 2;
    sum += (x[s + 7] - x[t + 7]) ** 2;
    squares[e] = sum;
  }
}
