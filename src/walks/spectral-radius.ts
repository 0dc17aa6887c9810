import type { Adjacency } from "../graph/adjacency.js";
import { checkAdjacency } from "../graph/check-argument.js";
import { outgoingRows } from "./neighbor-sets.js";

/** The largest eigenvalue of an adjacency matrix, and whether the iteration came to rest. */
export interface SpectralRadius {
  readonly value: number;
  /** false: the value is a lower bound, the steps ran out */
  readonly converged: boolean;
}

const STEPS = 2000;
const TOLERANCE = 1e-10;

/**
 * The spectral radius of an undirected graph's adjacency matrix with its self-loops: the factor by which the numbers of walks grow with
 * every further step, in the long run.
 *
 * Power iteration from the all-ones vector; the Rayleigh quotient rises towards the largest eigenvalue, which A + I has alone in
 * absolute value.
 *
 * @returns 0 for a graph without vertices, 1 for one without edges
 *
 * Complexity: O(steps (V + E)), at most 2,000 steps.
 *
 * @example
 * ```ts
 * import { buildAdjacency, spectralRadius } from "seprank/adjacency";
 *
 * const triangle = buildAdjacency({ vertexCount: 3, sources: [0, 1, 2], targets: [1, 2, 0] }).adjacency;
 * spectralRadius(triangle).value; // ≈ 3.000
 * ```
 */
export function spectralRadius(adjacency: Adjacency): SpectralRadius {
  checkAdjacency(adjacency, "spectralRadius");
  const { offsets, neighbors } = outgoingRows(adjacency);
  const n = adjacency.vertexCount;
  if (n === 0) return { value: 0, converged: true };
  let vector = new Float64Array(n).fill(1 / Math.sqrt(n));
  let value = 0;
  for (let step = 0; step < STEPS; step++) {
    const next = new Float64Array(n);
    let quotient = 0;
    let square = 0;
    for (let t = 0; t < n; t++) {
      let sum = vector[t];
      for (let k = offsets[t]; k < offsets[t + 1]; k++) sum += vector[neighbors[k]];
      next[t] = sum;
      quotient += sum * vector[t];
      square += sum * sum;
    }
    const norm = Math.sqrt(square);
    vector = next.map((x) => x / norm);
    if (Math.abs(quotient - value) <= TOLERANCE * quotient) return { value: quotient, converged: true };
    value = quotient;
  }
  return { value, converged: false };
}
