import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../backend/differentiable.js";
import type { MaskedEntries } from "./masked-entries.js";

/**
 * The entries of the normalised adjacency matrix of a masked graph, differentiable in the mask, by which the degrees, too, are
 * changed:
 *
 *   W(i, j) = m(i, j) / sqrt(d(i) d(j)), W(i, i) = 1 / d(i), d(i) = 1 + sum of |m(i, j)| over the neighbours j
 *
 *   dm[e] = sum of dW[k] / sqrt(d(i) d(j)) over the entries k of e + sign(m[e]) (D(i) + D(j)), i and j its ends,
 *   D(i) = -1 / (2 d(i)) * sum of dW[k] W[k] over the entries k in row i and in column i
 *
 * For masks that are not negative these are the degrees of the weighted graph; the absolute value keeps them positive where descent
 * has overshot zero. For a mask of ones it is the matrix of a graph without a mask.
 *
 * Source: Kipf and Welling, "Semi-Supervised Classification with Graph Convolutional Networks" (2017), equation 2, of the graph
 * (m * A, X) of Chen et al., "A Unified Lottery Ticket Hypothesis for Graph Neural Networks" (2021), section 3.1.
 *
 * @param entries of A + I
 * @param mask m [E]
 * @returns W [entries, 1]
 *
 * Complexity: O(entries), forward and backward.
 */
export function maskedNormalizedAdjacency(entries: MaskedEntries, mask: tf.Tensor1D): tf.Tensor2D {
  const { vertexCount, rows, columns, edges } = entries;
  const m = mask.dataSync();
  const degrees = new Float64Array(vertexCount);
  for (let k = 0; k < edges.length; k++) degrees[rows[k]] += edges[k] < 0 ? 1 : Math.abs(m[edges[k]]);
  const scales = degrees.map((d) => 1 / Math.sqrt(d));
  const values = new Float32Array(edges.length);
  for (let k = 0; k < edges.length; k++)
    values[k] = scales[rows[k]] * scales[columns[k]] * (edges[k] < 0 ? 1 : m[edges[k]]);
  return differentiable(
    [mask],
    () => ({ value: tf.tensor2d(values, [edges.length, 1], "float32"), saved: [mask] }),
    (dy, [kept]) => {
      const g = dy.dataSync();
      const signs = kept.dataSync();
      const ofDegrees = new Float64Array(vertexCount);
      for (let k = 0; k < edges.length; k++) {
        const product = g[k] * values[k];
        ofDegrees[rows[k]] -= product / (2 * degrees[rows[k]]);
        ofDegrees[columns[k]] -= product / (2 * degrees[columns[k]]);
      }
      const gradient = new Float64Array(mask.size);
      for (let k = 0; k < edges.length; k++) {
        const e = edges[k];
        if (e < 0) continue;
        // Both entries of an edge bring the degree of their row: each end once.
        gradient[e] += g[k] * scales[rows[k]] * scales[columns[k]] + Math.sign(signs[e]) * ofDegrees[rows[k]];
      }
      return [tf.tensor1d(Float32Array.from(gradient), "float32")];
    },
  );
}
