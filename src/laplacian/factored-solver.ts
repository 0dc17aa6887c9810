import { createFloat64Arena, type KernelChoice } from "../kernels/float64/arena.js";
import type { CholeskyFactor } from "./cholesky-factor.js";
import { LANES } from "./lanes.js";
import type { Laplacian } from "./laplacian.js";
import type { SolveOptions } from "./solve-laplacian.js";

/** A Laplacian and a factor that preconditions it. */
export interface FactoredSystem {
  /** its vertices numbered in the order of their elimination, see `renumberLaplacian` */
  readonly laplacian: Laplacian;
  readonly factor: Omit<CholeskyFactor, "order" | "places">;
}

/** Solves L x = b for one block of right-hand sides after another, in arrays made once. */
export interface FactoredSolver {
  /** [V, LANES] right-hand sides, sum zero in every component: to be filled; residuals once solved */
  readonly b: Float64Array;
  /** [V, LANES] the solutions, up to a constant in every component */
  readonly x: Float64Array;
  solve(options?: SolveOptions): {
    readonly iterations: number;
    /** [LANES] ||b - L x|| / ||b|| as the recurrence has it, 0 for b = 0 */
    readonly residuals: Float64Array;
  };
}

/**
 * A solver of L x = b by conjugate gradients, preconditioned with a factor that all right-hand sides share; in WebAssembly where there is any,
 * to the same bits as without.
 *
 * L does not see what is constant on a component, and residuals have none of it: so iterates need no centring.
 *
 * Source: as for `solveLaplacian`.
 *
 * Complexity: O((V + S + F) LANES) a step, S the Laplacian's entries and F the factor's; O(S + F + V LANES) memory.
 */
export function createFactoredSolver(
  { laplacian, factor }: FactoredSystem,
  choice?: KernelChoice,
): FactoredSolver {
  const count = laplacian.vertexCount;
  const arena = createFloat64Arena(choice);
  const block = () => arena.reserve(count * LANES);
  const [x, r, z, p, q] = [block(), block(), block(), block(), block()];
  const [products, steps, ratios] = [arena.reserve(LANES), arena.reserve(LANES), arena.reserve(LANES)];
  const weights = arena.reserve(laplacian.weights.length, laplacian.weights);
  const diagonal = arena.reserve(count, laplacian.diagonal);
  const shares = arena.reserve(factor.shares.length, factor.shares);
  const inverses = arena.reserve(count, factor.inverses);
  const offsets = arena.reserveIndices(laplacian.offsets);
  const neighbors = arena.reserveIndices(laplacian.neighbors);
  const starts = arena.reserveIndices(factor.starts);
  const uppers = arena.reserveIndices(factor.uppers);
  arena.seal();
  const { laplacianProduct, solveFactored, stepAlong, nextDirection } = arena.kernels;
  /** z = M^-1 r; <r, z> */
  const precondition = () => {
    solveFactored(
      starts.values,
      uppers.values,
      shares.values,
      inverses.values,
      r.values,
      z.values,
      products.values,
      count,
    );
    return products.values.slice();
  };
  /** q = L p; <p, q> */
  const curve = () => {
    laplacianProduct(
      offsets.values,
      neighbors.values,
      weights.values,
      diagonal.values,
      p.values,
      q.values,
      products.values,
      count,
    );
    return products.values.slice();
  };
  return {
    b: r.values,
    x: x.values,
    solve({ tolerance = 1e-8, mostIterations = 2000, onStep } = {}) {
      x.values.fill(0);
      const norms = new Float64Array(LANES);
      for (let k = 0; k < r.values.length; k++) norms[k % LANES] += r.values[k] ** 2;
      let residuals = norms.map((square) => (square > 0 ? 1 : 0));
      let before = precondition();
      p.values.set(z.values);
      let iterations = 0;
      while (iterations < mostIterations && residuals.some((residual) => residual > tolerance)) {
        onStep?.();
        if (iterations++ > 0) {
          const next = precondition();
          ratios.values.set(next.map((product, lane) => (before[lane] > 0 ? product / before[lane] : 0)));
          nextDirection(p.values, z.values, ratios.values, count);
          before = next;
        }
        const curvatures = curve();
        // A vector that has converged stands still: its numbers would only pick up rounding errors.
        for (let lane = 0; lane < LANES; lane++)
          steps.values[lane] =
            residuals[lane] > tolerance && curvatures[lane] > 0 ? before[lane] / curvatures[lane] : 0;
        stepAlong(x.values, p.values, r.values, q.values, steps.values, products.values, count);
        residuals = products.values.map((square, lane) =>
          norms[lane] > 0 ? Math.sqrt(square / norms[lane]) : 0,
        );
      }
      return { iterations, residuals };
    },
  };
}
