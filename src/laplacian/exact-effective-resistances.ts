import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { connectedComponents } from "../graph/components.js";
import { twoCore } from "./two-core.js";

/** The largest component, without the trees that hang on it, whose dense matrix is factored: 8 n^2 bytes, 134 MB. */
export const EXACT_VERTEX_LIMIT = 4096;

/**
 * The effective resistance of every edge, exact: R_uv = (e_u - e_v)^T L^+ (e_u - e_v).
 *
 * In every component one vertex is grounded; with the Cholesky factor A = C C^T of what is left of L, R_uv = ||C^-1 (e_u - e_v)||^2, where
 * the grounded vertex has e = 0. Bridges to trees are 1 / w.
 *
 * Source: Spielman, Srivastava, "Graph sparsification by effective resistances" (2011), section 2.2; Doyle, Snell, "Random walks and
 * electric networks" (1984).
 *
 * @param adjacency undirected; weights, where it has any, are positive conductances
 * @param onStep called for every row of the matrix and every 64 edges; may throw to stop
 * @returns [E] resistances
 *
 * Complexity: O(n^3 + E n) time and 8 n^2 bytes, n the vertices of the largest component's 2-core.
 * @throws InputError where that is above {@link EXACT_VERTEX_LIMIT}
 */
export function exactEffectiveResistances(
  adjacency: Adjacency,
  onStep: () => void = () => undefined,
): Float64Array {
  const resistances = Float64Array.from(
    { length: adjacency.edgeCount },
    (_, e) => 1 / weightOf(adjacency, e),
  );
  const { core, edges } = twoCore(adjacency);
  const { count, component, sizes } = connectedComponents(core);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  if (largest > EXACT_VERTEX_LIMIT)
    throw new InputError(
      `exact effective resistances: expected at most ${EXACT_VERTEX_LIMIT} vertices in a component's 2-core, got ${largest}; use an epsilon above 0`,
    );
  // The first vertex of a component is grounded: it has number -1, the others 0, 1, ...
  const next = new Int32Array(count).fill(-1);
  const number = Int32Array.from(component, (c) => next[c]++);
  const edgesOf: number[][] = Array.from({ length: count }, () => []);
  core.sources.forEach((u, k) => {
    edgesOf[component[u]].push(k);
  });
  for (let c = 0; c < count; c++) {
    const ends = edgesOf[c].map((k) => ({
      u: number[core.sources[k]],
      v: number[core.targets[k]],
      weight: weightOf(core, k),
    }));
    const distance = potentialDistances(sizes[c] - 1, ends, onStep);
    edgesOf[c].forEach((k, index) => {
      if (index % 64 === 0) onStep();
      resistances[edges[k]] = distance(ends[index].u, ends[index].v);
    });
  }
  return resistances;
}

function weightOf({ weights }: Adjacency, e: number): number {
  return weights === null ? 1 : weights[e];
}

/** Factors the grounded Laplacian: below the diagonal of `m` stands C, above it the transpose of C^-1. */
function potentialDistances(
  n: number,
  ends: readonly { u: number; v: number; weight: number }[],
  onStep: () => void,
) {
  const m = new Float64Array(n * n);
  const diagonal = new Float64Array(n);
  for (const { u, v, weight } of ends) {
    if (u >= 0) diagonal[u] += weight;
    if (v >= 0) diagonal[v] += weight;
    if (u >= 0 && v >= 0) m[Math.max(u, v) * n + Math.min(u, v)] -= weight;
  }
  for (let i = 0; i < n; i++) {
    onStep();
    for (let j = 0; j < i; j++) m[i * n + j] = (m[i * n + j] - dot(m, i * n, j * n, j)) / diagonal[j];
    diagonal[i] = Math.sqrt(diagonal[i] - dot(m, i * n, i * n, i));
  }
  for (let u = 0; u < n; u++) {
    onStep();
    for (let i = u + 1; i < n; i++)
      m[u * n + i] =
        -(m[i * n + u] / diagonal[u] + dot(m, i * n + u + 1, u * n + u + 1, i - u - 1)) / diagonal[i];
  }
  const inverse = (u: number, i: number) => (i === u ? 1 / diagonal[u] : m[u * n + i]);
  return (a: number, b: number): number => {
    const u = Math.min(a, b);
    const v = Math.max(a, b);
    let square = 0;
    for (let i = Math.max(u, 0); i < n; i++) {
      const difference = (u >= 0 ? inverse(u, i) : 0) - (i >= v ? inverse(v, i) : 0);
      square += difference * difference;
    }
    return square;
  };
}

/** The inner product of two runs of one array, with four sums so that additions need not wait for each other. */
function dot(m: Float64Array, first: number, second: number, length: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    a += m[first + k] * m[second + k];
    b += m[first + k + 1] * m[second + k + 1];
    c += m[first + k + 2] * m[second + k + 2];
    d += m[first + k + 3] * m[second + k + 3];
  }
  for (; k < length; k++) a += m[first + k] * m[second + k];
  return a + b + c + d;
}
