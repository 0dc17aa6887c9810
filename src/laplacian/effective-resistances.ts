import type { Adjacency } from "../graph/adjacency.js";
import { connectedComponents } from "../graph/components.js";
import { createRandom } from "../random.js";
import { incompleteCholesky } from "./incomplete-cholesky.js";
import { LANES } from "./lanes.js";
import { buildLaplacian } from "./laplacian.js";
import { solveLaplacian } from "./solve-laplacian.js";
import { twoCore } from "./two-core.js";

/** How resistances are estimated. */
export interface ResistanceOptions {
  /** same seed, same estimates */
  readonly seed: number;
  /** epsilon > 0: ln(V) / epsilon^2 random projections, at least 8 */
  readonly epsilon: number;
  /** relative residual of every solution; default 0.01, whose error is far below the projections' */
  readonly tolerance?: number;
  /** called before every step of the solver; may throw to stop */
  readonly onStep?: (() => void) | undefined;
}

/** Estimates and what they were made of. */
export interface EstimatedResistances {
  /** [E] */
  readonly resistances: Float64Array;
  /** k: an estimate's relative standard deviation is about sqrt(2 / k) */
  readonly projections: number;
  /** steps of the solver, over all blocks of right-hand sides */
  readonly iterations: number;
}

/**
 * The effective resistance of every edge, by random projections.
 *
 *   R_uv ~ ||Z (e_u - e_v)||^2,   Z = Q W^(1/2) B L^+,   Q [k, E] of entries +-k^(-1/2)
 *
 * B is the signed incidence matrix. Row i of Z solves L z = B^T W^(1/2) q_i: by conjugate gradients with incomplete Cholesky, LANES rows
 * at a time, on the 2-core only, as bridges to trees have R = 1 / w. No estimate goes above 1 / w, which no resistance of an edge does.
 *
 * Deviation: the paper's k >= 24 ln(V) / epsilon^2 guarantees a relative error of epsilon for all pairs with high probability; the 24 is
 * left out, so that epsilon is about what 99 % of the errors stay below, and the largest is about twice that (see the benchmarks). Any
 * constant factor serves for sampling.
 *
 * Source: Spielman, Srivastava, "Graph sparsification by effective resistances" (2011), section 4, theorem 2.
 *
 * @param adjacency undirected; weights, where it has any, are positive conductances
 *
 * Complexity: O((V + E) log(V) / epsilon^2) times the solver's steps; O(V + E) memory.
 */
export function effectiveResistances(
  adjacency: Adjacency,
  { seed, epsilon, tolerance = 1e-2, onStep }: ResistanceOptions,
): EstimatedResistances {
  const { weights } = adjacency;
  const resistances =
    weights === null ? new Float64Array(adjacency.edgeCount).fill(1) : weights.map((weight) => 1 / weight);
  const { core, edges } = twoCore(adjacency);
  const { vertexCount, edgeCount, sources, targets } = core;
  if (edgeCount === 0) return { resistances, projections: 0, iterations: 0 };
  const conductances = core.weights ?? new Float64Array(edgeCount).fill(1);
  const laplacian = buildLaplacian({ vertexCount, sources, targets, weights: conductances });
  const components = connectedComponents(core);
  const system = { laplacian, components, preconditioner: incompleteCholesky(laplacian) };
  const random = createRandom(seed, "resistance-projections");
  const blocks = Math.max(1, Math.ceil(Math.log(vertexCount) / epsilon ** 2 / LANES));
  const squares = new Float64Array(edgeCount);
  let iterations = 0;
  for (let block = 0; block < blocks; block++) {
    const b = new Float64Array(vertexCount * LANES);
    for (let e = 0; e < edgeCount; e++) {
      const signs = random.integer(1 << LANES);
      const root = Math.sqrt(conductances[e]);
      for (let lane = 0; lane < LANES; lane++) {
        const value = ((signs >> lane) & 1) === 1 ? root : -root;
        b[sources[e] * LANES + lane] += value;
        b[targets[e] * LANES + lane] -= value;
      }
    }
    const solution = solveLaplacian(system, b, { tolerance, onStep });
    iterations += solution.iterations;
    for (let e = 0; e < edgeCount; e++)
      for (let lane = 0; lane < LANES; lane++)
        squares[e] += (solution.x[sources[e] * LANES + lane] - solution.x[targets[e] * LANES + lane]) ** 2;
  }
  const projections = blocks * LANES;
  for (let e = 0; e < edgeCount; e++)
    resistances[edges[e]] = Math.min(squares[e] / projections, 1 / conductances[e]);
  return { resistances, projections, iterations };
}
