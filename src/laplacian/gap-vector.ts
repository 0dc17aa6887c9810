import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { InputError } from "../errors.js";
import { createRandom, type Random } from "../random.js";
import { incompleteCholesky } from "./incomplete-cholesky.js";
import { buildLaplacian } from "./laplacian.js";
import type { VectorPreconditioner } from "./preconditioner.js";

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
/** Vectors that start a call beside those kept. */
const MOST_PROBES = 4;
/** Vectors of a basis before it is begun anew, from the best of what it holds. */
const MOST_VECTORS = 24;
const AT_RESTART = 8;
const MOST_STEPS = 4000;
/** (L x - lambda M x) in the norm of M^-1 is at most TOLERANCE lambda. */
const TOLERANCE = 1e-5;
/** The same for the vectors beside the first: so far they are known to be at eigenvalues of their own, above it. */
const SETTLED = 0.1;

/**
 * The spectral gap of a connected graph that loses edges one by one: the second smallest eigenvalue of the normalised Laplacian
 * M^-1/2 L M^-1/2, L = D - A, M = D + loops I, and x = M^-1/2 times its eigenvector.
 *
 * Small graphs: all eigenvectors. Others: the generalized Davidson method with incomplete Cholesky, one vector a step, from
 * the vectors of the call before and from those that the lost edges bring up: without an edge uv, L is L - bb', b = e_u - e_v, and what is new
 * among its eigenvectors lies along solutions of L x = b. A basis that is full is begun anew from its best vectors and the last one of the step before.
 * Where the eigenvalue is multiple, x is one of its vectors.
 *
 * Source: Morgan, Scott, "Generalizations of Davidson's method for computing eigenvalues of sparse symmetric matrices" (1986); the restart is that of
 * Stathopoulos, Saad, "Restarting techniques for the (Jacobi-)Davidson symmetric eigenvalue methods" (1998).
 *
 * @param rows read at every call: the caller takes edges out of them in between
 * @returns a function that computes the gap of the graph as its rows are now, given the ends of the edges lost since its last call
 * @throws InputError, from that function, where the steps run out before the residual is below 1e-5 of the eigenvalue
 *
 * Complexity: O(E^1.5) to precondition, now and then; O(V + E) a step, with at most 24 vectors; O(V + E) memory.
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
    let result = iterate({ rows, mass, preconditioner }, { start, random }, onStep);
    if (!result.converged && stepsWhenNew > 0) {
      preconditioner = preconditionerOf(rows);
      stepsWhenNew = 0;
      result = iterate({ rows, mass, preconditioner }, { start: result.vectors, random }, onStep);
    }
    if (!result.converged)
      throw new InputError(
        `spectral gap: expected a component whose second eigenvector is found in ${MOST_STEPS} steps, got one of ${rows.vertexCount} vertices with a residual of ${result.residual.toPrecision(2)} of the eigenvalue`,
      );
    kept = result.vectors;
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
  preconditioner: VectorPreconditioner,
  random: Random,
): Float64Array[] {
  const count = Math.min(lost.length, MOST_PROBES);
  const vectors = Array.from({ length: count }, () => new Float64Array(vertexCount));
  lost.forEach(([u, v], k) => {
    const sign = random.uniform() < 0.5 ? -1 : 1;
    vectors[k % count][u] += sign;
    vectors[k % count][v] -= sign;
  });
  for (const x of vectors) preconditioner.applyTo(x);
  return vectors;
}

function normals(length: number, random: Random): Float64Array {
  const x = new Float64Array(length);
  for (let u = 0; u < length; u++) x[u] = random.normal();
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

function preconditionerOf({ vertexCount, starts, ends, neighbors }: ConnectedRows): VectorPreconditioner {
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
  /** [KEPT] ascending */
  readonly values: readonly number[];
  /** [KEPT][V] orthonormal in the inner product of M */
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
  readonly preconditioner: VectorPreconditioner;
}

/** The basis grows by the preconditioned residual of the first vector that is not found yet. */
function iterate(
  { rows, mass, preconditioner }: PreconditionedPencil,
  { start, random }: { readonly start: readonly Float64Array[]; readonly random: Random },
  onStep: () => void,
): Iterated {
  const space = createSubspace(rows, mass);
  for (const x of start) space.add(x);
  // The coordinates of the vector that was improved last, as it was before.
  let before: readonly number[] = [];
  for (let steps = 0; ; steps++) {
    onStep();
    while (space.size() < KEPT) space.add(normals(mass.length, random));
    let pairs = space.ritzPairs();
    if (space.size() >= MOST_VECTORS) {
      space.restart([...pairs.slice(0, AT_RESTART).map(({ turn }) => turn), before]);
      pairs = space.ritzPairs();
    }
    let open = 0;
    let residual = space.residual(pairs[0]);
    const first = residual.relative;
    while (residual.relative <= (open === 0 ? TOLERANCE : SETTLED) && ++open < KEPT)
      residual = space.residual(pairs[open]);
    const converged = open === KEPT;
    if (converged || steps === MOST_STEPS) {
      const kept = pairs.slice(0, KEPT);
      const values = kept.map(({ value }) => value);
      const vectors = kept.map(({ turn }) => space.vector(turn));
      return { values, vectors, converged, residual: first, steps };
    }
    before = pairs[open].turn;
    preconditioner.applyTo(residual.vector);
    // Where nothing new is in it, a random direction is.
    if (!space.add(residual.vector)) space.add(normals(mass.length, random));
  }
}

/** A value of the pencil over a subspace, and its vector's coordinates. */
interface RitzPair {
  readonly value: number;
  readonly turn: readonly number[];
}

/** A growing subspace of vectors that sum to 0 in the inner product of M: its orthonormal basis, L times it, and L over it. */
function createSubspace(rows: ConnectedRows, mass: Float64Array) {
  let basis: Float64Array[] = [];
  let applied: Float64Array[] = [];
  /** [size][size] the products of `basis` and `applied` */
  let gram: number[][] = [];
  const whole = mass.reduce((total, m) => total + m, 0);
  return {
    size: () => basis.length,
    vector: (turn: readonly number[]) => combination(basis, turn),
    /** @returns false where the vector is in the subspace already */
    add(vector: Float64Array): boolean {
      const x = vector.slice();
      if (!orthonormalize(x, { basis, mass, whole })) return false;
      const y = applyRows(rows, x);
      const products = basis.map((other) => dot(other, y));
      gram.forEach((row, k) => {
        row.push(products[k]);
      });
      basis.push(x);
      applied.push(y);
      gram.push([...products, dot(x, y)]);
      return true;
    },
    /** All of them, ascending. */
    ritzPairs(): RitzPair[] {
      const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(gram), {
        assumeSymmetric: true,
      });
      return realEigenvalues
        .map((value, k) => ({ value, turn: eigenvectorMatrix.getColumn(k) }))
        .sort((a, b) => a.value - b.value);
    },
    /** L x - value M x, and its norm in M^-1 as a multiple of the value. */
    residual({ value, turn }: RitzPair): { readonly vector: Float64Array; readonly relative: number } {
      const x = combination(basis, turn);
      const r = combination(applied, turn);
      let square = 0;
      for (let u = 0; u < r.length; u++) {
        r[u] -= value * mass[u] * x[u];
        square += (r[u] * r[u]) / mass[u];
      }
      return { vector: r, relative: Math.sqrt(square) / value };
    },
    /** The subspace becomes the span of vectors with these coordinates, those that are too short being filled up by zeros. */
    restart(turns: readonly (readonly number[])[]): void {
      const size = basis.length;
      const coordinates: Float64Array[] = [];
      const ones = new Float64Array(size).fill(1);
      for (const turn of turns) {
        const column = new Float64Array(size);
        column.set(turn);
        if (orthonormalize(column, { basis: coordinates, mass: ones })) coordinates.push(column);
      }
      const images = coordinates.map((column) =>
        gram.map((row) => row.reduce((total, x, k) => total + x * column[k], 0)),
      );
      gram = coordinates.map((column) =>
        images.map((image) => image.reduce((total, x, k) => total + x * column[k], 0)),
      );
      [basis, applied] = [basis, applied].map((vectors) =>
        coordinates.map((column) => combination(vectors, column)),
      );
    },
  };
}

/** An inner product, vectors orthonormal in it, and the sum of the inner product's weights where vectors must sum to 0 in it. */
interface InnerProduct {
  readonly basis: readonly Float64Array[];
  readonly mass: Float64Array;
  readonly whole?: number;
}

/** Makes x, in place, of length 1 and orthogonal to a basis. @returns false where nothing of it is left */
function orthonormalize(x: Float64Array, { basis, mass, whole }: InnerProduct): boolean {
  const length = norm(x, mass);
  if (!(length > 0)) return false;
  scale(x, 1 / length);
  let left = 1;
  // Once more where most of it went: what is left would be rounding.
  for (let round = 0; round < 3; round++) {
    if (whole !== undefined) {
      const mean = dot(mass, x) / whole;
      for (let u = 0; u < x.length; u++) x[u] -= mean;
    }
    for (const other of basis) subtract(x, other, mass);
    const rest = norm(x, mass);
    left *= rest;
    if (!(left > 1e-10)) return false;
    scale(x, 1 / rest);
    if (rest > 0.7) return true;
  }
  return true;
}

function combination(vectors: readonly Float64Array[], turn: ArrayLike<number>): Float64Array {
  const total = new Float64Array(vectors[0].length);
  for (let k = 0; k < turn.length; k++) {
    const [x, share] = [vectors[k], turn[k]];
    for (let u = 0; u < total.length; u++) total[u] += share * x[u];
  }
  return total;
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

function subtract(x: Float64Array, other: Float64Array, mass: Float64Array): void {
  let product = 0;
  for (let u = 0; u < x.length; u++) product += mass[u] * x[u] * other[u];
  for (let u = 0; u < x.length; u++) x[u] -= product * other[u];
}

function scale(x: Float64Array, factor: number): void {
  for (let u = 0; u < x.length; u++) x[u] *= factor;
}
