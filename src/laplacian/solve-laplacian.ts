import type { Components } from "../graph/components.js";
import { applyLaplacian } from "./apply-laplacian.js";
import { LANES } from "./lanes.js";
import type { Laplacian } from "./laplacian.js";
import type { Preconditioner } from "./preconditioner.js";

/** When to stop. */
export interface SolveOptions {
  /** stop once ||b - L x|| <= tolerance ||b|| in every lane; default 1e-8 */
  readonly tolerance?: number;
  /** stop after so many steps all the same; default 2000 */
  readonly mostIterations?: number;
  /** called before every step; may throw to stop */
  readonly onStep?: (() => void) | undefined;
}

/** A Laplacian with what its solver needs of it. */
export interface LaplacianSystem {
  readonly laplacian: Laplacian;
  readonly components: Pick<Components, "component" | "sizes">;
  readonly preconditioner: Preconditioner;
}

/** Solutions and how they were computed. */
export interface BlockSolution {
  /** [V, LANES] of mean zero in every component */
  readonly x: Float64Array;
  readonly iterations: number;
  /** [LANES] ||b - L x|| / ||b|| as the recurrence has it, 0 for b = 0 */
  readonly residuals: Float64Array;
}

/**
 * Solves L x = b for a block of right-hand sides by preconditioned conjugate gradients.
 *
 * L is singular: b must have sum zero in every component, and x is the solution of mean zero in every component, L's pseudoinverse
 * times b. Iterates are brought back to mean zero after every application of the preconditioner.
 *
 * Source: Hestenes, Stiefel, "Methods of conjugate gradients for solving linear systems" (1952); Saad, "Iterative methods for sparse
 * linear systems" (2003), algorithm 9.1.
 *
 * @param b [V, LANES]
 *
 * Complexity: O((V + S) LANES) a step; about sqrt(condition number of M^-1 L) steps a digit.
 */
export function solveLaplacian(
  { laplacian, components: { component, sizes }, preconditioner }: LaplacianSystem,
  b: Float64Array,
  { tolerance = 1e-8, mostIterations = 2000, onStep }: SolveOptions = {},
): BlockSolution {
  const size = b.length;
  const x = new Float64Array(size);
  const r = b.slice();
  const z = new Float64Array(size);
  const q = new Float64Array(size);
  const means = new Float64Array(sizes.length * LANES);
  const precondition = () => {
    preconditioner.apply(r, z);
    centre(z, component, sizes, means);
  };
  precondition();
  const p = z.slice();
  const norms = dots(b, b).map(Math.sqrt);
  let products = dots(r, z);
  let residuals = norms.map((norm) => (norm > 0 ? 1 : 0));
  const steps = new Float64Array(LANES);
  let iterations = 0;
  while (iterations < mostIterations && residuals.some((residual) => residual > tolerance)) {
    onStep?.();
    iterations++;
    applyLaplacian(laplacian, p, q);
    const curvatures = dots(p, q);
    // A lane that has converged stands still: its numbers would only pick up rounding errors.
    for (let lane = 0; lane < LANES; lane++)
      steps[lane] =
        residuals[lane] > tolerance && curvatures[lane] > 0 ? products[lane] / curvatures[lane] : 0;
    for (let k = 0; k < size; k += LANES)
      for (let lane = 0; lane < LANES; lane++) {
        x[k + lane] += steps[lane] * p[k + lane];
        r[k + lane] -= steps[lane] * q[k + lane];
      }
    residuals = dots(r, r).map((square, lane) => (norms[lane] > 0 ? Math.sqrt(square) / norms[lane] : 0));
    precondition();
    const next = dots(r, z);
    const ratios = next.map((product, lane) => (products[lane] > 0 ? product / products[lane] : 0));
    for (let k = 0; k < size; k += LANES)
      for (let lane = 0; lane < LANES; lane++) p[k + lane] = z[k + lane] + ratios[lane] * p[k + lane];
    products = next;
  }
  centre(x, component, sizes, means);
  return { x, iterations, residuals };
}

/** [LANES] inner products, lane by lane. */
function dots(a: Float64Array, b: Float64Array): Float64Array {
  const sums = new Float64Array(LANES);
  for (let k = 0; k < a.length; k += LANES)
    for (let lane = 0; lane < LANES; lane++) sums[lane] += a[k + lane] * b[k + lane];
  return sums;
}

/** Takes each component's mean off its values. */
function centre(z: Float64Array, component: Uint32Array, sizes: Uint32Array, means: Float64Array): void {
  means.fill(0);
  for (let u = 0; u < component.length; u++)
    for (let lane = 0; lane < LANES; lane++) means[component[u] * LANES + lane] += z[u * LANES + lane];
  for (let c = 0; c < sizes.length; c++)
    for (let lane = 0; lane < LANES; lane++) means[c * LANES + lane] /= sizes[c];
  for (let u = 0; u < component.length; u++)
    for (let lane = 0; lane < LANES; lane++) z[u * LANES + lane] -= means[component[u] * LANES + lane];
}
