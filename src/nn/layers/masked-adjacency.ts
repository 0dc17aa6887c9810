import * as tf from "@tensorflow/tfjs-core";
import type { Adjacency } from "../../graph/adjacency.js";
import { differentiable } from "../backend/differentiable.js";

/**
 * The entries of the masked adjacency matrix M * A, differentiable in the mask: each entry is its edge's number.
 *
 * dm[e] = sum of dW[k] over the two entries k of edge e
 *
 * @param mask [E]
 * @returns W [entries, 1]
 *
 * Complexity: O(entries), forward and backward.
 */
export function maskedAdjacency({ edges }: MaskedEntries, mask: tf.Tensor1D): tf.Tensor2D {
  const edgeCount = mask.size;
  return differentiable(
    [mask],
    () => {
      const m = mask.dataSync();
      return {
        value: tf.tensor2d(
          Float32Array.from(edges, (e) => m[e]),
          [edges.length, 1],
          "float32",
        ),
      };
    },
    (dy) => {
      const g = dy.dataSync();
      const gradient = new Float32Array(edgeCount);
      for (let k = 0; k < edges.length; k++) gradient[edges[k]] += g[k];
      return [tf.tensor1d(gradient, "float32")];
    },
  );
}

/** The edge of each entry of an aggregation matrix: how one number for each edge becomes the numbers of the entries. */
export interface MaskedEntries {
  readonly vertexCount: number;
  /** [entries] */
  readonly rows: Int32Array;
  /** [entries] */
  readonly columns: Int32Array;
  /** [entries] edge index, -1 for a self-loop */
  readonly edges: Int32Array;
}

/**
 * The entries of A, or of A + I, in the order in which they stand in compressed sparse rows: columns ascending.
 *
 * @param adjacency undirected: both entries of an edge belong to it
 * @param selfLoops whether every vertex has an entry of its own
 *
 * Complexity: O(V + E).
 */
export function maskedEntries(
  { vertexCount, offsets, neighbors, edges }: Adjacency,
  selfLoops: boolean,
): MaskedEntries {
  const size = neighbors.length + (selfLoops ? vertexCount : 0);
  const entries = {
    rows: new Int32Array(size),
    columns: new Int32Array(size),
    edges: new Int32Array(size),
  };
  let place = 0;
  const put = (row: number, column: number, edge: number) => {
    entries.rows[place] = row;
    entries.columns[place] = column;
    entries.edges[place++] = edge;
  };
  for (let row = 0; row < vertexCount; row++) {
    let k = offsets[row];
    while (k < offsets[row + 1] && neighbors[k] < row) put(row, neighbors[k], edges[k++]);
    if (selfLoops) put(row, row, -1);
    while (k < offsets[row + 1]) put(row, neighbors[k], edges[k++]);
  }
  return { vertexCount, ...entries };
}

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
