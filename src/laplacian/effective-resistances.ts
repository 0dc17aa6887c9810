import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { type Components, connectedComponents } from "../graph/components.js";
import { createRandom } from "../random.js";
import { approximateCholesky } from "./approximate-cholesky.js";
import type { CholeskyFactor } from "./cholesky-factor.js";
import { createFactoredSolver } from "./factored-solver.js";
import { incompleteCholesky, incompleteFactor } from "./incomplete-cholesky.js";
import { LANES } from "./lanes.js";
import { buildLaplacian, type Laplacian, renumberLaplacian } from "./laplacian.js";
import { addSquaredDifferences, drawRightHandSides, type ProjectedEdges } from "./random-projections.js";
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
 * B is the signed incidence matrix. Row i of Z solves L z = B^T W^(1/2) q_i: by conjugate gradients, LANES rows at a time, on the 2-core
 * only, as bridges to trees have R = 1 / w. They are preconditioned with incomplete Cholesky; with approximate Cholesky where the 2-core has 100,000
 * edges and more and the other takes more than four steps for the first rows, or a hundred additions an edge to make. No estimate goes above 1 / w, which no resistance of an edge does.
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
 * @throws InputError where weights differ so much that the solver does not get to its tolerance in 2000 steps
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
  const system: ResistorNetwork = {
    ...{ sources, targets, roots: conductances.map(Math.sqrt), components: connectedComponents(core) },
    laplacian: buildLaplacian({ vertexCount, sources, targets, weights: conductances }),
  };
  const blocks = Math.max(1, Math.ceil(Math.log(vertexCount) / epsilon ** 2 / LANES));
  const project = edgeCount < MANY_EDGES ? projectOnFewEdges : projectOnManyEdges;
  const { squares, iterations } = project(system, { blocks, seed, tolerance, onStep });
  const projections = blocks * LANES;
  for (let e = 0; e < edgeCount; e++)
    resistances[edges[e]] = Math.min(squares[e] / projections, 1 / conductances[e]);
  return { resistances, projections, iterations };
}

/** Edges of a 2-core from which on WebAssembly and, where it takes many steps, approximate Cholesky are worth their making. */
const MANY_EDGES = 100_000;

/** A 2-core with conductances. */
interface ResistorNetwork extends ProjectedEdges {
  readonly laplacian: Laplacian;
  readonly components: Components;
}

interface ProjectionOptions {
  readonly blocks: number;
  readonly seed: number;
  readonly tolerance: number;
  readonly onStep: (() => void) | undefined;
}

/** Sums of squares of one edge's entries in the columns of Z, times k; and the solver's steps. */
interface Projected {
  /** [E] */
  readonly squares: Float64Array;
  readonly iterations: number;
}

/** With incomplete Cholesky. */
function projectOnFewEdges(
  network: ResistorNetwork,
  { blocks, seed, tolerance, onStep }: ProjectionOptions,
): Projected {
  const { laplacian, components } = network;
  const system = { laplacian, components, preconditioner: incompleteCholesky(laplacian) };
  const random = createRandom(seed, "resistance-projections");
  const squares = new Float64Array(network.sources.length);
  const b = new Float64Array(laplacian.vertexCount * LANES);
  let iterations = 0;
  for (let block = 0; block < blocks; block++) {
    drawRightHandSides(network, random, b);
    const solution = solveLaplacian(system, b, { tolerance, onStep });
    checkConvergence(solution, tolerance);
    iterations += solution.iterations;
    addSquaredDifferences(network, solution.x, squares);
  }
  return { squares, iterations };
}

/**
 * Vertices in the order of their elimination, in WebAssembly. With incomplete Cholesky where that solves for the first block in few steps, as
 * on most social networks: its factor is made in a tenth of the time, but not on dense graphs. Else with approximate Cholesky.
 */
function projectOnManyEdges(network: ResistorNetwork, options: ProjectionOptions): Projected {
  const { laplacian } = network;
  const incomplete = incompleteFactor(laplacian, WORK_AN_EDGE * network.sources.length);
  const quick = incomplete && projectByFactor(network, incomplete, options, PATIENCE);
  if (quick !== undefined) return quick;
  const random = createRandom(options.seed, "approximate-cholesky");
  return projectByFactor(
    network,
    approximateCholesky(laplacian, random, options.onStep),
    options,
  ) as Projected;
}

/** Additions an edge that incomplete Cholesky may take: on dense graphs it takes more. */
const WORK_AN_EDGE = 100;

/** Steps that the first block may take with incomplete Cholesky. */
const PATIENCE = 4;

/** Undefined where the first block takes more than `patience` steps, if that is given. */
function projectByFactor(
  network: ResistorNetwork,
  factor: CholeskyFactor,
  { blocks, seed, tolerance, onStep }: ProjectionOptions,
  patience?: number,
): Projected | undefined {
  const { order, places } = factor;
  const edges = {
    sources: network.sources.map((u) => places[u]),
    targets: network.targets.map((u) => places[u]),
    roots: network.roots,
  };
  const laplacian = renumberLaplacian(network.laplacian, order, places);
  const solver = createFactoredSolver({ laplacian, factor });
  const random = createRandom(seed, "resistance-projections");
  const squares = new Float64Array(edges.sources.length);
  let iterations = 0;
  for (let block = 0; block < blocks; block++) {
    drawRightHandSides(edges, random, solver.b);
    const tried = block === 0 && patience !== undefined;
    const solution = solver.solve({ tolerance, onStep, ...(tried ? { mostIterations: patience } : {}) });
    if (tried && !converged(solution, tolerance)) return undefined;
    checkConvergence(solution, tolerance);
    iterations += solution.iterations;
    addSquaredDifferences(edges, solver.x, squares);
  }
  return { squares, iterations };
}

function converged({ residuals }: { readonly residuals: Float64Array }, tolerance: number): boolean {
  return residuals.every((residual) => residual <= tolerance);
}

function checkConvergence(
  solution: { readonly residuals: Float64Array; readonly iterations: number },
  tolerance: number,
): void {
  if (converged(solution, tolerance)) return;
  const worst = solution.residuals.reduce((a, b) => Math.max(a, b));
  throw new InputError(
    `effective resistances: expected relative residuals of ${tolerance}, got ${worst.toPrecision(2)} after ${solution.iterations} steps: the weights differ too much`,
  );
}
