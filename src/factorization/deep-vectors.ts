import type { WeightBlock } from "./factorization.js";
import type { Slice } from "./slice.js";

/** One mode of a deep CP factorization: its weight vectors behind their matrices. */
export interface DeepVectors {
  /** [D, R] with column r = A_1^r ... A_k^r w_r; valid until the next call. */
  forward(weights: Float64Array): Float64Array;
  /**
   * Writes the mode's part of the weights' gradient, from that of the [D, R] columns; after `forward` on the same
   * weights.
   */
  backward(weights: Float64Array, received: Float64Array, gradient: Float64Array): void;
  /** A_1^r, ..., A_k^r in the flat weights. */
  matrices(r: number): Slice[];
}

/**
 * Products of k matrices and a vector for every component, and their gradient.
 *
 * u_k = w, u_{i-1} = A_i u_i; backwards g_0 received, dA_i = g_{i-1} u_i^T, g_i = A_i^T g_{i-1}, dw = g_k.
 *
 * @param block of the weight vectors, [D, R]
 * @param matrixOffset where A_1 of component 0 starts in the flat weights
 *
 * Complexity: O(R k D^2) for each call, O(R k D) memory.
 */
export function createDeepVectors(
  block: WeightBlock,
  matrixOffset: number,
  dimension: number,
  componentCount: number,
  depth: number,
): DeepVectors {
  const D = dimension;
  const stages = new Float64Array(componentCount * (depth + 1) * D); // [r, i, d]: u_i of component r
  const factor = new Float64Array(D * componentCount);
  const incoming = new Float64Array(D);
  const outgoing = new Float64Array(D);
  const matrixAt = (r: number, i: number) => matrixOffset + (r * depth + i - 1) * D * D;
  return {
    forward(weights) {
      for (let r = 0; r < componentCount; r++) {
        const base = r * (depth + 1) * D;
        for (let d = 0; d < D; d++)
          stages[base + depth * D + d] = weights[block.offset + d * componentCount + r];
        for (let i = depth; i >= 1; i--) {
          const matrix = matrixAt(r, i);
          for (let d = 0; d < D; d++) {
            let sum = 0;
            for (let e = 0; e < D; e++) sum += weights[matrix + d * D + e] * stages[base + i * D + e];
            stages[base + (i - 1) * D + d] = sum;
          }
        }
        for (let d = 0; d < D; d++) factor[d * componentCount + r] = stages[base + d];
      }
      return factor;
    },
    backward(weights, received, gradient) {
      for (let r = 0; r < componentCount; r++) {
        const base = r * (depth + 1) * D;
        for (let d = 0; d < D; d++) incoming[d] = received[d * componentCount + r];
        for (let i = 1; i <= depth; i++) {
          const matrix = matrixAt(r, i);
          outgoing.fill(0);
          for (let d = 0; d < D; d++)
            for (let e = 0; e < D; e++) {
              gradient[matrix + d * D + e] = incoming[d] * stages[base + i * D + e];
              outgoing[e] += weights[matrix + d * D + e] * incoming[d];
            }
          incoming.set(outgoing);
        }
        for (let d = 0; d < D; d++) gradient[block.offset + d * componentCount + r] = incoming[d];
      }
    },
    matrices: (r) =>
      Array.from({ length: depth }, (_, i) => ({ offset: matrixAt(r, i + 1), stride: 1, length: D * D })),
  };
}
