import type { Adjacency } from "../graph/adjacency.js";
import { type ExactCount, exactCount, sumCounts } from "../walks/exact-count.js";
import { walkCounts } from "../walks/walk-counts.js";

/** Numbers of nodes of the tree tensor network of a graph neural network, exact. */
export interface GnnNetworkSize {
  /** copies of feature vectors: rho_L(V, J) */
  readonly features: ExactCount;
  /** copies of weight matrices: the sum over l = 1 .. L of rho_{L-l+1}(V, J), and 1 for W^(o) */
  readonly weights: ExactCount;
  /** delta tensors: the sum over l = 1 .. L of rho_{L-l}(V, J), and 1 in the output layer for graph prediction */
  readonly deltas: ExactCount;
}

/**
 * How many nodes the tensor network of a graph neural network has, without building it; J is V, or the target alone.
 *
 * Source: thesis appendix D.3.3.1, equations D.6 and D.7.
 *
 * @param depth L >= 1
 *
 * Complexity: O(L (V + E)).
 * @throws InputError for a negative depth or an unknown vertex
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import { gnnNetworkSize } from "seprank/separation-rank";
 *
 * const { adjacency } = buildAdjacency({ vertexCount: 2, sources: [0], targets: [1] });
 * gnnNetworkSize(adjacency, 1).features; // => 4
 * ```
 */
export function gnnNetworkSize(adjacency: Adjacency, depth: number, target?: number): GnnNetworkSize {
  const vertices = Uint32Array.from({ length: adjacency.vertexCount }, (_, i) => i);
  const targets = target === undefined ? undefined : [target];
  const totals = Array.from({ length: depth + 1 }, (_, length) =>
    BigInt(sumCounts(walkCounts(adjacency, length, targets), vertices)),
  );
  const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
  return {
    features: exactCount(totals[depth]),
    weights: exactCount(sum(totals.slice(1)) + 1n),
    deltas: exactCount(sum(totals.slice(0, depth)) + (target === undefined ? 1n : 0n)),
  };
}
