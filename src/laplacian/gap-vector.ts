import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { InputError } from "../errors.js";
import { createRandom, type Random } from "../random.js";
import { incompleteCholesky } from "./incomplete-cholesky.js";
import { LANES } from "./lanes.js";
import { buildLaplacian } from "./laplacian.js";
import type { Preconditioner } from "./preconditioner.js";

/** The rows of a connected graph that may lose edges, but never its connectedness: row u is neighbors[starts[u] .. ends[u] - 1]. */
export interface ConnectedRows {
  /** V >= 2 */
  readonly vertexCount: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly neighbors: Uint32Array;
}

/** Two ends of an edge. */
export type VertexPair = readonly [number, number];

/** The spectral gap of a connected graph, and its vector. */
export interface SpectralGap {
  /** lambda, the second smallest eigenvalue of L x = lambda M x */
  readonly gap: number;
  /** [V] x with x'Mx = 1; of either sign */
  readonly vector: Float64Array;
}

export interface GapVectorOptions {
  /** self-loops that every vertex's degree is raised by: M = D + loops I */
  readonly loops: number;
  /** called now and then; may throw to stop */
  readonly onStep?: (() => void) | undefined;
}

/** Up to here all eigenvectors are found at once. */
const DENSE_LIMIT = 48;
/** Vectors kept from call to call: where eigenvalues change places as edges go, the second smallest is still among them. */
const KEPT = 4;
const MOST_STEPS = 2000;
/** (L x - lambda M x) in the norm of M^-1 is at most TOLERANCE lambda. */
const TOLERANCE = 1e-5;
/** The same for the vectors beside the first: so far they are known to be at eigenvalues of their own, above it. */
const SETTLED = 0.1;

/**
 * The spectral gap of a connected graph that loses edges one by one: the second smallest eigenvalue of the normalised Laplacian
 * M^-1/2 L M^-1/2, L = D - A, M = D + loops I, and x = M^-1/2 times its eigenvector.
 *
 * Small graphs: all eigenvectors. Others: locally optimal block preconditioned conjugate gradients with incomplete Cholesky, from
 * the vectors of the call before and from those that the lost edges bring up: without an edge uv, L is L - bb', b = e_u - e_v, and what is new
 * among its eigenvectors lies along solutions of L x = b. Where the eigenvalue is multiple, x is one of its vectors.
 *
 * Source: Knyazev, "Toward the optimal preconditioned eigensolver: locally optimal block preconditioned conjugate gradient method" (2001).
 *
 * @param rows read at every call: the caller takes edges out of them in between
 * @returns a function that computes the gap of the graph as its rows are now, given the ends of the edges lost since its last call
 * @throws InputError, from that function, where the steps run out before the residual is below 1e-5 of the eigenvalue
 *
 * Complexity: O(E^1.5) to precondition, now and then; O(V + E) a step, with 5 to 8 vectors; O(V + E) memory.
 */
export function createGapVector(
  rows: ConnectedRows,
  { loops, onStep = () => undefined }: GapVectorOptions,
): (lost: readonly VertexPair[]) => SpectralGap {
  if (rows.vertexCount <= DENSE_LIMIT) return () => secondOfAll(rows, masses(rows, loops));
  const random = createRandom(0, "gap-vector");
  let kept: readonly Float64Array[] = Array.from({ length: KEPT }, () => normals(rows.vertexCount, random));
  let preconditioner = preconditionerOf(rows);
  // Steps that the first call with this preconditioner took: where it takes many more, too many edges have gone since.
  let stepsWhenNew = 0;
  return (lost) => {
    const mass = masses(rows, loops);
    const start = [...kept, ...probes(rows.vertexCount, lost, preconditioner, random)];
    let result = iterate({ rows, mass, preconditioner }, start, onStep);
    if (!result.converged && stepsWhenNew > 0) {
      preconditioner = preconditionerOf(rows);
      stepsWhenNew = 0;
      result = iterate({ rows, mass, preconditioner }, result.vectors, onStep);
    }
    if (!result.converged)
      throw new InputError(
        `spectral gap: expected a component whose second eigenvector is found in ${MOST_STEPS} steps, got one of ${rows.vertexCount} vertices with a residual of ${result.residual.toPrecision(2)} of the eigenvalue`,
      );
    kept = result.vectors.slice(0, KEPT);
    if (stepsWhenNew === 0) stepsWhenNew = Math.max(result.steps, 8);
    else if (result.steps > 2 * stepsWhenNew) {
      preconditioner = preconditionerOf(rows);
      stepsWhenNew = 0;
    }
    return { gap: result.values[0], vector: kept[0] };
  };
}

/** Vectors in whose direction new eigenvectors lie: of up to four edges each, of more of them in sums of random signs. */
function probes(
  vertexCount: number,
  lost: readonly VertexPair[],
  preconditioner: Preconditioner,
  random: Random,
): Float64Array[] {
  if (lost.length === 0) return [];
  const count = Math.min(lost.length, LANES - KEPT);
  const block = new Float64Array(vertexCount * LANES);
  lost.forEach(([u, v], k) => {
    const sign = random.uniform() < 0.5 ? -1 : 1;
    block[u * LANES + (k % count)] += sign;
    block[v * LANES + (k % count)] -= sign;
  });
  const solved = new Float64Array(block.length);
  preconditioner.apply(block, solved);
  return Array.from({ length: count }, (_, lane) => laneOf(solved, lane));
}

function normals(length: number, random: Random): Float64Array {
  const x = new Float64Array(length);
  for (let u = 0; u < length; u++) x[u] = random.normal();
  return x;
}

function laneOf(block: Float64Array, lane: number): Float64Array {
  const x = new Float64Array(block.length / LANES);
  for (let u = 0; u < x.length; u++) x[u] = block[u * LANES + lane];
  return x;
}

function masses({ starts, ends }: ConnectedRows, loops: number): Float64Array {
  const mass = new Float64Array(starts.length);
  for (let u = 0; u < mass.length; u++) mass[u] = ends[u] - starts[u] + loops;
  return mass;
}

function secondOfAll(
  { vertexCount, starts, ends, neighbors }: ConnectedRows,
  mass: Float64Array,
): SpectralGap {
  const matrix = Matrix.zeros(vertexCount, vertexCount);
  for (let u = 0; u < vertexCount; u++) {
    matrix.set(u, u, (ends[u] - starts[u]) / mass[u]);
    for (let k = starts[u]; k < ends[u]; k++)
      matrix.set(u, neighbors[k], -1 / Math.sqrt(mass[u] * mass[neighbors[k]]));
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const second = realEigenvalues.map((value, k) => ({ value, k })).sort((a, b) => a.value - b.value)[1];
  const vector = mass.map((m, u) => eigenvectorMatrix.get(u, second.k) / Math.sqrt(m));
  return { gap: second.value, vector };
}

function preconditionerOf({ vertexCount, starts, ends, neighbors }: ConnectedRows): Preconditioner {
  const sources: number[] = [];
  const targets: number[] = [];
  for (let u = 0; u < vertexCount; u++)
    for (let k = starts[u]; k < ends[u]; k++)
      if (neighbors[k] > u) {
        sources.push(u);
        targets.push(neighbors[k]);
      }
  const weights = new Float64Array(sources.length).fill(1);
  return incompleteCholesky(
    buildLaplacian({
      vertexCount,
      sources: Uint32Array.from(sources),
      targets: Uint32Array.from(targets),
      weights,
    }),
  );
}

interface Iterated {
  /** [lanes] ascending */
  readonly values: readonly number[];
  /** [lanes][V] orthonormal in the inner product of M */
  readonly vectors: Float64Array[];
  readonly converged: boolean;
  /** of the first vector, as a multiple of its eigenvalue */
  readonly residual: number;
  readonly steps: number;
}

/** The pencil of L and M, and an approximate inverse of L. */
interface PreconditionedPencil {
  readonly rows: ConnectedRows;
  readonly mass: Float64Array;
  readonly preconditioner: Preconditioner;
}

function iterate(
  { rows, mass, preconditioner }: PreconditionedPencil,
  start: readonly Float64Array[],
  onStep: () => void,
): Iterated {
  const block = new Float64Array(mass.length * LANES);
  const solved = new Float64Array(block.length);
  let { vectors, values, applied } = ritz(rows, orthonormal([], start, mass), start.length, []);
  let directions: Float64Array[] = [];
  for (let steps = 0; ; steps++) {
    onStep();
    const residuals = vectors.map((x, k) => residualOf(applied[k], x, mass, values[k]));
    const relative = residuals.map((r, k) => dualNorm(r, mass) / values[k]);
    const open = [...vectors.keys()].filter((k) => !(relative[k] <= (k === 0 ? TOLERANCE : SETTLED)));
    const converged = open.length === 0;
    if (converged || steps === MOST_STEPS)
      return { values, vectors, converged, residual: relative[0], steps };
    block.fill(0);
    for (const lane of open)
      for (let u = 0; u < mass.length; u++) block[u * LANES + lane] = residuals[lane][u];
    preconditioner.apply(block, solved);
    const corrections = open.map((lane) => laneOf(solved, lane));
    const added = orthonormal(vectors, [...directions, ...corrections], mass);
    const next = ritz(rows, [...vectors, ...added], vectors.length, applied);
    directions = open.map((lane) => next.withoutFirst(lane));
    ({ vectors, values, applied } = next);
  }
}

/** Vectors made orthonormal, in the inner product of M, to the constants, to some that are so already, and to each other; without those that vanish. */
function orthonormal(
  given: readonly Float64Array[],
  vectors: readonly Float64Array[],
  mass: Float64Array,
): Float64Array[] {
  const basis: Float64Array[] = [];
  let whole = 0;
  for (let u = 0; u < mass.length; u++) whole += mass[u];
  for (const vector of vectors) {
    const x = vector.slice();
    scale(x, 1 / norm(x, mass));
    let left = 1;
    // Once more where most of it went: what is left would be rounding.
    for (let round = 0; round < 3; round++) {
      const mean = dot(mass, x) / whole;
      for (let u = 0; u < x.length; u++) x[u] -= mean;
      for (const other of given) subtract(x, other, mass);
      for (const other of basis) subtract(x, other, mass);
      const length = norm(x, mass);
      left *= length;
      if (!(left > 1e-10)) break;
      scale(x, 1 / length);
      if (length > 0.7) break;
    }
    if (left > 1e-10) basis.push(x);
  }
  return basis;
}

/**
 * The least `count` Ritz vectors of L over a basis that is orthonormal in the inner product of M.
 *
 * @param known L times the first vectors of the basis
 */
function ritz(
  rows: ConnectedRows,
  basis: readonly Float64Array[],
  count: number,
  known: readonly Float64Array[],
) {
  const applied = basis.map((x, k) => known[k] ?? applyRows(rows, x));
  const size = basis.length;
  const gram = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++)
    for (let j = i; j < size; j++) {
      const product = dot(basis[i], applied[j]);
      gram.set(i, j, product);
      gram.set(j, i, product);
    }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const least = realEigenvalues
    .map((value, k) => ({ value, turn: eigenvectorMatrix.getColumn(k) }))
    .sort((a, b) => a.value - b.value)
    .slice(0, count);
  return {
    values: least.map(({ value }) => value),
    vectors: least.map(({ turn }) => combination(basis, turn, 0)),
    /** L times the vectors */
    applied: least.map(({ turn }) => combination(applied, turn, 0)),
    /** what a new vector has beside the first `count` of the basis: where conjugate gradients go on from */
    withoutFirst: (lane: number) => combination(basis, least[lane].turn, count),
  };
}

function combination(basis: readonly Float64Array[], turn: readonly number[], from: number): Float64Array {
  const sum = new Float64Array(basis[0].length);
  for (let k = from; k < basis.length; k++) {
    const [x, share] = [basis[k], turn[k]];
    for (let u = 0; u < sum.length; u++) sum[u] += share * x[u];
  }
  return sum;
}

/** L x */
function applyRows({ starts, ends, neighbors }: ConnectedRows, x: Float64Array): Float64Array {
  const y = new Float64Array(x.length);
  for (let u = 0; u < x.length; u++) {
    let sum = (ends[u] - starts[u]) * x[u];
    for (let k = starts[u]; k < ends[u]; k++) sum -= x[neighbors[k]];
    y[u] = sum;
  }
  return y;
}

/** L x - value M x, from L x */
function residualOf(applied: Float64Array, x: Float64Array, mass: Float64Array, value: number): Float64Array {
  const r = new Float64Array(x.length);
  for (let u = 0; u < r.length; u++) r[u] = applied[u] - value * mass[u] * x[u];
  return r;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let u = 0; u < a.length; u++) sum += a[u] * b[u];
  return sum;
}

function norm(x: Float64Array, mass: Float64Array): number {
  let sum = 0;
  for (let u = 0; u < x.length; u++) sum += mass[u] * x[u] * x[u];
  return Math.sqrt(sum);
}

/** The norm of M^-1, of what L gives. */
function dualNorm(r: Float64Array, mass: Float64Array): number {
  let sum = 0;
  for (let u = 0; u < r.length; u++) sum += (r[u] * r[u]) / mass[u];
  return Math.sqrt(sum);
}

function subtract(x: Float64Array, other: Float64Array, mass: Float64Array): void {
  let product = 0;
  for (let u = 0; u < x.length; u++) product += mass[u] * x[u] * other[u];
  for (let u = 0; u < x.length; u++) x[u] -= product * other[u];
}

function scale(x: Float64Array, factor: number): void {
  for (let u = 0; u < x.length; u++) x[u] *= factor;
}
