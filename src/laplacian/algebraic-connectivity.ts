import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Adjacency } from "../graph/adjacency.js";
import { connectedComponents } from "../graph/components.js";
import { createRandom } from "../random.js";
import { applyLaplacian } from "./apply-laplacian.js";
import { incompleteCholesky } from "./incomplete-cholesky.js";
import { LANES } from "./lanes.js";
import { buildLaplacian, type Laplacian } from "./laplacian.js";
import { solveLaplacian } from "./solve-laplacian.js";

/** An eigenvalue, and whether the iteration came to rest. */
export interface AlgebraicConnectivity {
  readonly value: number;
  /** false: the value is an upper bound, the steps ran out */
  readonly converged: boolean;
}

/** Up to here all eigenvalues are found at once. */
const DENSE_LIMIT = 64;
const ROUNDS = 30;
/** Of the solver, in one round: solutions may be rough, the next round goes on from them. */
const STEPS = 60;
/** ||L x - lambda x|| <= TOLERANCE lambda: some eigenvalue is within a thousandth, and lambda is nearer still */
const TOLERANCE = 1e-3;

/**
 * The algebraic connectivity of a graph's largest component: the second smallest eigenvalue of its Laplacian D - A, weights left out.
 * The smaller, the fewer edges hold two large parts of it together.
 *
 * Inverse iteration on a block of LANES vectors, each round by preconditioned conjugate gradients and a Rayleigh-Ritz step; Rayleigh
 * quotients fall towards the eigenvalue.
 *
 * Source: Fiedler, "Algebraic connectivity of graphs" (1973); Parlett, "The symmetric eigenvalue problem" (1998), section 14.4.
 *
 * @param adjacency undirected; every edge counts, parallel ones too
 * @returns 0 where the component is a single vertex, and without vertices
 *
 * Complexity: O(rounds steps LANES (V + E)), at most 30 rounds of 60 steps; O(V LANES + E) memory.
 */
export function algebraicConnectivity(adjacency: Adjacency): AlgebraicConnectivity {
  const laplacian = largestComponent(adjacency);
  if (laplacian.vertexCount < 2) return { value: 0, converged: true };
  return laplacian.vertexCount <= DENSE_LIMIT ? secondOfAll(laplacian) : iterate(laplacian);
}

function largestComponent(adjacency: Adjacency): Laplacian {
  const { component, sizes } = connectedComponents(adjacency);
  const largest = sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b), 0));
  const placeOf = new Uint32Array(component.length);
  let vertexCount = 0;
  for (let t = 0; t < component.length; t++) if (component[t] === largest) placeOf[t] = vertexCount++;
  const isInside = (t: number) => component[t] === largest;
  const sources = adjacency.sources.filter(isInside).map((t) => placeOf[t]);
  const targets = adjacency.targets.filter(isInside).map((t) => placeOf[t]);
  const weights = new Float64Array(sources.length).fill(1);
  return buildLaplacian({ vertexCount, sources, targets, weights });
}

function secondOfAll({ vertexCount, offsets, neighbors, diagonal }: Laplacian): AlgebraicConnectivity {
  const matrix = Matrix.diag(Array.from(diagonal));
  for (let u = 0; u < vertexCount; u++)
    for (let k = offsets[u]; k < offsets[u + 1]; k++)
      matrix.set(u, neighbors[k], matrix.get(u, neighbors[k]) - 1);
  const { realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  return { value: realEigenvalues.toSorted((a, b) => a - b)[1], converged: true };
}

function iterate(laplacian: Laplacian): AlgebraicConnectivity {
  const { vertexCount } = laplacian;
  const whole = { component: new Uint32Array(vertexCount), sizes: Uint32Array.of(vertexCount) };
  const system = { laplacian, components: whole, preconditioner: incompleteCholesky(laplacian) };
  const random = createRandom(0, "algebraic-connectivity");
  const applied = new Float64Array(vertexCount * LANES);
  let block: Float64Array = Float64Array.from(applied, () => random.normal());
  centre(block);
  let value = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const options = { tolerance: 1e-6, mostIterations: STEPS };
    block = solveLaplacian(system, block, options).x;
    orthonormalize(block);
    applyLaplacian(laplacian, block, applied);
    const ritz = new EigenvalueDecomposition(products(block, applied), { assumeSymmetric: true });
    const ascending = ritz.realEigenvalues
      .map((eigenvalue, lane) => ({ eigenvalue, lane }))
      .sort((a, b) => a.eigenvalue - b.eigenvalue);
    value = ascending[0].eigenvalue;
    const turn = ascending.map(({ lane }) => ritz.eigenvectorMatrix.getColumn(lane));
    rotate(block, turn);
    rotate(applied, turn);
    let square = 0;
    for (let k = 0; k < block.length; k += LANES) square += (applied[k] - value * block[k]) ** 2;
    if (Math.sqrt(square) <= TOLERANCE * value) return { value, converged: true };
  }
  return { value, converged: false };
}

/** Takes each lane's mean off it: constants are the eigenvectors of the eigenvalue 0. */
function centre(block: Float64Array): void {
  for (let lane = 0; lane < LANES; lane++) {
    let sum = 0;
    for (let k = lane; k < block.length; k += LANES) sum += block[k];
    const mean = (sum * LANES) / block.length;
    for (let k = lane; k < block.length; k += LANES) block[k] -= mean;
  }
}

/** Modified Gram-Schmidt over the lanes. */
function orthonormalize(block: Float64Array): void {
  for (let lane = 0; lane < LANES; lane++) {
    for (let other = 0; other < lane; other++) {
      let product = 0;
      for (let k = 0; k < block.length; k += LANES) product += block[k + lane] * block[k + other];
      for (let k = 0; k < block.length; k += LANES) block[k + lane] -= product * block[k + other];
    }
    let square = 0;
    for (let k = lane; k < block.length; k += LANES) square += block[k] ** 2;
    for (let k = lane; k < block.length; k += LANES) block[k] /= Math.sqrt(square);
  }
}

/** [LANES, LANES] the inner products of lanes of a with lanes of b, which are symmetric here but for rounding. */
function products(a: Float64Array, b: Float64Array): Matrix {
  const result = Matrix.zeros(LANES, LANES);
  for (let i = 0; i < LANES; i++)
    for (let j = i; j < LANES; j++) {
      let sum = 0;
      for (let k = 0; k < a.length; k += LANES) sum += a[k + i] * b[k + j];
      result.set(i, j, sum);
      result.set(j, i, sum);
    }
  return result;
}

/** Replaces the lanes by their combinations; `turn[lane]` holds the coefficients of the new lane. */
function rotate(block: Float64Array, turn: readonly (readonly number[])[]): void {
  const row = new Float64Array(LANES);
  for (let k = 0; k < block.length; k += LANES) {
    row.set(block.subarray(k, k + LANES));
    for (let lane = 0; lane < LANES; lane++) {
      let sum = 0;
      for (let other = 0; other < LANES; other++) sum += turn[lane][other] * row[other];
      block[k + lane] = sum;
    }
  }
}
