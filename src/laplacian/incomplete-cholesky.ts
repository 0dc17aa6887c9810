import type { CholeskyFactor } from "./cholesky-factor.js";
import { LANES } from "./lanes.js";
import type { Laplacian } from "./laplacian.js";
import type { Preconditioner, VectorPreconditioner } from "./preconditioner.js";

/**
 * Incomplete Cholesky factorization without fill, IC(0): M = U D U^T, U unit triangular with the entries of L.
 *
 * Vertices are eliminated in ascending order of degree; eliminating k adds w_ki w_kj / d_k to w_ij where i and j are neighbours, and
 * is dropped where they are not; d_i loses w_ki^2 / d_k. No pivot is lost, as L is an M-matrix; the last of a component may come near
 * zero, which a relative shift of the diagonal prevents.
 *
 * Source: Meijerink, van der Vorst, "An iterative solution method for linear systems of which the coefficient matrix is a symmetric
 * M-matrix" (1977), section 2.
 *
 * Complexity: O(E^1.5) to make, as no vertex has more than sqrt(2E) neighbours of higher degree; O((V + E) LANES) to apply to a
 * block, O(V + E) to one vector.
 */
export function incompleteCholesky(laplacian: Laplacian): Preconditioner & VectorPreconditioner {
  const { oriented, pivots } = factored(laplacian);
  return {
    apply(r, z) {
      z.set(r);
      solveDown(oriented, z);
      for (let u = 0; u < pivots.length; u++) {
        const scale = 1 / pivots[u];
        for (let k = u * LANES; k < (u + 1) * LANES; k++) z[k] *= scale;
      }
      solveUp(oriented, z);
    },
    applyTo: vectorSolver(oriented, pivots),
  };
}

/** The same factorization, for `createFactoredSolver`; undefined where it would take more than so many additions. */
export function incompleteFactor(
  laplacian: Laplacian,
  mostAdditions = Number.POSITIVE_INFINITY,
): CholeskyFactor | undefined {
  const entries = orientUpwards(laplacian);
  let additions = 0;
  for (const i of entries.uppers) additions += entries.starts[i + 1] - entries.starts[i];
  if (additions > mostAdditions) return undefined;
  const { oriented, pivots } = factored(laplacian, entries);
  const { order, places } = oriented;
  const { starts, uppers, weights: shares } = inOrder(oriented);
  return { order, places, starts, uppers, shares, inverses: Float64Array.from(order, (u) => 1 / pivots[u]) };
}

/** The entries as they become: weights[k] is -U's entry, w_ki / d_k. */
function factored(
  laplacian: Laplacian,
  oriented = orientUpwards(laplacian),
): { oriented: OrientedEntries; pivots: Float64Array } {
  const { order, starts, weights } = oriented;
  const pivots = laplacian.diagonal.map((d) => (d > 0 ? d * (1 + SHIFT) : 1));
  eliminate(oriented, pivots);
  for (const u of order) for (let k = starts[u]; k < starts[u + 1]; k++) weights[k] /= pivots[u];
  return { oriented, pivots };
}

const SHIFT = 1e-6;

/** x <- U^-T D^-1 U^-1 x, from a copy of the entries in the order in which they are read, which the first call makes. */
function vectorSolver(oriented: OrientedEntries, pivots: Float64Array): (x: Float64Array) => void {
  let copy: Omit<OrientedEntries, "order" | "places"> | undefined;
  const y = new Float64Array(pivots.length);
  return (x) => {
    copy ??= inOrder(oriented);
    const { starts, uppers, weights } = copy;
    const { order } = oriented;
    for (let place = 0; place < y.length; place++) y[place] = x[order[place]];
    for (let place = 0; place < y.length; place++) {
      const value = y[place];
      for (let k = starts[place]; k < starts[place + 1]; k++) y[uppers[k]] += weights[k] * value;
    }
    for (let place = y.length - 1; place >= 0; place--) {
      let sum = y[place] / pivots[order[place]];
      for (let k = starts[place]; k < starts[place + 1]; k++) sum += weights[k] * y[uppers[k]];
      y[place] = sum;
    }
    for (let place = 0; place < y.length; place++) x[order[place]] = y[place];
  };
}

/** The same entries with vertices numbered as they are eliminated. */
function inOrder({
  order,
  places,
  starts,
  uppers,
  weights,
}: OrientedEntries): Omit<OrientedEntries, "order" | "places"> {
  const next = {
    starts: new Uint32Array(starts.length),
    uppers: new Uint32Array(uppers.length),
    weights: new Float64Array(weights.length),
  };
  for (let at = 0, count = 0; at < order.length; at++) {
    for (let k = starts[order[at]]; k < starts[order[at] + 1]; k++) {
      next.uppers[count] = places[uppers[k]];
      next.weights[count++] = weights[k];
    }
    next.starts[at + 1] = count;
  }
  return next;
}

/** A Laplacian's entries off the diagonal, every one at its end that is eliminated first. */
interface OrientedEntries {
  /** [V] the vertices as they are eliminated */
  readonly order: Uint32Array;
  /** [V] the place of every vertex in that order */
  readonly places: Uint32Array;
  /** [V + 1] where the entries of a vertex start */
  readonly starts: Uint32Array;
  /** [E] the other ends */
  readonly uppers: Uint32Array;
  /** [E] */
  readonly weights: Float64Array;
}

/** By (degree, index), the lower first. O(V + E). */
function orientUpwards({ vertexCount, offsets, neighbors, weights }: Laplacian): OrientedEntries {
  const degree = (u: number) => offsets[u + 1] - offsets[u];
  let most = 0;
  for (let u = 0; u < vertexCount; u++) most = Math.max(most, degree(u));
  const firsts = new Uint32Array(most + 2);
  for (let u = 0; u < vertexCount; u++) firsts[degree(u) + 1]++;
  for (let d = 0; d <= most; d++) firsts[d + 1] += firsts[d];
  const order = new Uint32Array(vertexCount);
  for (let u = 0; u < vertexCount; u++) order[firsts[degree(u)]++] = u;
  const places = new Uint32Array(vertexCount);
  order.forEach((u, k) => {
    places[u] = k;
  });
  const starts = new Uint32Array(vertexCount + 1);
  const uppers = new Uint32Array(neighbors.length >> 1);
  const upperWeights = new Float64Array(uppers.length);
  for (let u = 0, count = 0; u < vertexCount; u++) {
    for (let k = offsets[u]; k < offsets[u + 1]; k++) {
      if (places[neighbors[k]] < places[u]) continue;
      uppers[count] = neighbors[k];
      upperWeights[count++] = weights[k];
    }
    starts[u + 1] = count;
  }
  return { order, places, starts, uppers, weights: upperWeights };
}

function eliminate({ order, starts, uppers, weights }: OrientedEntries, pivots: Float64Array): void {
  // weightTo[i] = w_ki for the upper neighbours i of the vertex k that is eliminated, else 0
  const weightTo = new Float64Array(order.length);
  for (const u of order) {
    for (let k = starts[u]; k < starts[u + 1]; k++) weightTo[uppers[k]] = weights[k];
    for (let k = starts[u]; k < starts[u + 1]; k++) {
      const i = uppers[k];
      const share = weights[k] / pivots[u];
      pivots[i] -= share * weights[k];
      for (let l = starts[i]; l < starts[i + 1]; l++) weights[l] += share * weightTo[uppers[l]];
    }
    for (let k = starts[u]; k < starts[u + 1]; k++) weightTo[uppers[k]] = 0;
  }
}

/** z <- U^-1 z */
function solveDown({ order, starts, uppers, weights }: OrientedEntries, z: Float64Array): void {
  for (const u of order) {
    const at = u * LANES;
    const a = z[at];
    const b = z[at + 1];
    const c = z[at + 2];
    const d = z[at + 3];
    const e = z[at + 4];
    const f = z[at + 5];
    const g = z[at + 6];
    const h = z[at + 7];
    for (let k = starts[u]; k < starts[u + 1]; k++) {
      const w = weights[k];
      const v = uppers[k] * LANES;
      z[v] += w * a;
      z[v + 1] += w * b;
      z[v + 2] += w * c;
      z[v + 3] += w * d;
      z[v + 4] += w * e;
      z[v + 5] += w * f;
      z[v + 6] += w * g;
      z[v + 7] += w * h;
    }
  }
}

/** z <- U^-T z */
function solveUp({ order, starts, uppers, weights }: OrientedEntries, z: Float64Array): void {
  for (let place = order.length - 1; place >= 0; place--) {
    const u = order[place];
    const at = u * LANES;
    let a = z[at];
    let b = z[at + 1];
    let c = z[at + 2];
    let d = z[at + 3];
    let e = z[at + 4];
    let f = z[at + 5];
    let g = z[at + 6];
    let h = z[at + 7];
    for (let k = starts[u]; k < starts[u + 1]; k++) {
      const w = weights[k];
      const v = uppers[k] * LANES;
      a += w * z[v];
      b += w * z[v + 1];
      c += w * z[v + 2];
      d += w * z[v + 3];
      e += w * z[v + 4];
      f += w * z[v + 5];
      g += w * z[v + 6];
      h += w * z[v + 7];
    }
    z[at] = a;
    z[at + 1] = b;
    z[at + 2] = c;
    z[at + 3] = d;
    z[at + 4] = e;
    z[at + 5] = f;
    z[at + 6] = g;
    z[at + 7] = h;
  }
}
