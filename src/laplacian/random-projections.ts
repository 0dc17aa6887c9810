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
 * @param b [V, LANES] overwritten
 *
 * Complexity: O(E LANES).
 */
export function drawRightHandSides(
  { sources, targets, roots }: ProjectedEdges,
  random: Random,
  b: Float64Array,
): void {
  b.fill(0);
  for (let e = 0; e < sources.length; e++) {
    const signs = random.integer(1 << LANES);
    const [source, target, root] = [sources[e] * LANES, targets[e] * LANES, roots[e]];
    for (let lane = 0; lane < LANES; lane++) {
      const value = ((signs >> lane) & 1) === 1 ? root : -root;
      b[source + lane] += value;
      b[target + lane] -= value;
    }
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
  for (let e = 0; e < sources.length; e++)
    for (let lane = 0; lane < LANES; lane++)
      squares[e] += (x[sources[e] * LANES + lane] - x[targets[e] * LANES + lane]) ** 2;
}
