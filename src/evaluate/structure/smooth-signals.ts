import type { Adjacency } from "../../graph/adjacency.js";
import { connectedComponents } from "../../graph/components.js";
import { incompleteCholesky } from "../../laplacian/incomplete-cholesky.js";
import { LANES } from "../../laplacian/lanes.js";
import { buildLaplacian } from "../../laplacian/laplacian.js";
import { solveLaplacian } from "../../laplacian/solve-laplacian.js";
import { createRandom } from "../../random.js";

/** Signals on a graph, by what each edge contributes to their energy x' L x = sum of w_uv (x_u - x_v)^2. */
export interface SmoothSignals {
  /** how many there are */
  readonly count: number;
  /** [E, count] (x_u - x_v)^2, without the weight */
  readonly squares: Float64Array;
  /** [count] x' L x */
  readonly energies: Float64Array;
}

/**
 * Smooth random signals on a graph: x = L^+ b, b of independent signs less their mean in every component. What varies slowly over the
 * graph weighs most in them (a frequency lambda by 1 / lambda), as it does in what a sparsifier of the spectrum is to keep.
 *
 * @param adjacency undirected, with positive weights where it has any
 *
 * Complexity: O(V + E) a step of the solver.
 */
export function smoothSignals(adjacency: Adjacency, seed = 0): SmoothSignals {
  const { vertexCount, edgeCount, sources, targets } = adjacency;
  const squares = new Float64Array(edgeCount * LANES);
  const energies = new Float64Array(LANES);
  if (edgeCount === 0) return { count: LANES, squares, energies };
  const weights = adjacency.weights ?? new Float64Array(edgeCount).fill(1);
  const laplacian = buildLaplacian({ vertexCount, sources, targets, weights });
  const components = connectedComponents(adjacency);
  const { x } = solveLaplacian(
    { laplacian, components, preconditioner: incompleteCholesky(laplacian) },
    centredSigns(components, createRandom(seed, "smooth-signals")),
    { tolerance: 1e-6 },
  );
  for (let e = 0; e < edgeCount; e++)
    for (let lane = 0; lane < LANES; lane++) {
      const square = (x[sources[e] * LANES + lane] - x[targets[e] * LANES + lane]) ** 2;
      squares[e * LANES + lane] = square;
      energies[lane] += weights[e] * square;
    }
  return { count: LANES, squares, energies };
}

/** [V, LANES] */
function centredSigns(
  { component, sizes }: ReturnType<typeof connectedComponents>,
  random: ReturnType<typeof createRandom>,
): Float64Array {
  const signs = Float64Array.from({ length: component.length * LANES }, () =>
    random.integer(2) === 0 ? -1 : 1,
  );
  const sums = new Float64Array(sizes.length * LANES);
  for (let k = 0; k < signs.length; k++)
    sums[component[Math.floor(k / LANES)] * LANES + (k % LANES)] += signs[k];
  return signs.map((sign, k) => {
    const own = component[Math.floor(k / LANES)];
    return sign - sums[own * LANES + (k % LANES)] / sizes[own];
  });
}
