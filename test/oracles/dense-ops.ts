import type { Adjacency } from "../../src/graph/adjacency.js";
import type { Features } from "../../src/graph/dataset.js";
import { product } from "../generators/sparse-matrices.js";

/** A matrix in float64, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** D^-1/2 (A + I) D^-1/2, written out from the edge list. */
export function denseNormalizedAdjacency({ vertexCount: size, sources, targets }: Adjacency): Matrix {
  const values = new Float64Array(size * size);
  for (let v = 0; v < size; v++) values[v * size + v] = 1;
  for (let e = 0; e < sources.length; e++) {
    values[sources[e] * size + targets[e]] = 1;
    values[targets[e] * size + sources[e]] = 1;
  }
  const degrees = Array.from({ length: size }, (_, v) =>
    values.subarray(v * size, (v + 1) * size).reduce((sum, value) => sum + value, 0),
  );
  const scaled = values.map(
    (value, k) => value / Math.sqrt(degrees[Math.floor(k / size)] * degrees[k % size]),
  );
  return { rows: size, columns: size, values: scaled };
}

/** Features written out. */
export function denseFeatures(features: Features): Matrix {
  const { rows, columns } = features;
  const values = new Float64Array(rows * columns);
  if (features.kind === "dense") values.set(features.values);
  else
    for (let row = 0; row < rows; row++)
      for (let k = features.offsets[row]; k < features.offsets[row + 1]; k++)
        values[row * columns + features.indices[k]] = features.values[k];
  return { rows, columns, values };
}

/**
 * Logits of a GCN in float64 by its definition, from the flat parameters in the order of the layers: W, b, gain,
 * shift for each hidden layer, then W, b of the head.
 */
export function gcnLogits(
  aggregationMatrix: Matrix,
  features: Matrix,
  parameters: readonly Float64Array[],
  classes: number,
): Float64Array {
  const rows = aggregationMatrix.rows;
  let x = features;
  let next = 0;
  while (next + 2 < parameters.length) {
    const [weights, bias, gain, shift] = parameters.slice(next, next + 4);
    next += 4;
    const width = bias.length;
    const projected = product(x.values, weights, rows, x.columns, width);
    const aggregated = product(aggregationMatrix.values, projected, rows, rows, width);
    const values = aggregated.map((value, k) => Math.max(0, value + bias[k % width]));
    for (let row = 0; row < rows; row++) {
      const own = values.subarray(row * width, (row + 1) * width);
      const mean = own.reduce((sum, value) => sum + value, 0) / width;
      const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
      own.forEach((value, c) => {
        own[c] = ((value - mean) / Math.sqrt(variance + 1e-5)) * gain[c] + shift[c];
      });
    }
    x = { rows, columns: width, values };
  }
  const [weights, bias] = parameters.slice(next);
  return product(x.values, weights, rows, x.columns, classes).map((value, k) => value + bias[k % classes]);
}

/** Mean cross-entropy over some vertices, by its definition. */
export function crossEntropy(
  logits: Float64Array,
  classes: number,
  labels: Int32Array,
  vertices: Iterable<number>,
): number {
  const losses = Array.from(vertices, (vertex) => {
    const powers = logits.subarray(vertex * classes, (vertex + 1) * classes).map(Math.exp);
    return -Math.log(powers[labels[vertex]] / powers.reduce((sum, value) => sum + value, 0));
  });
  return losses.reduce((sum, value) => sum + value, 0) / losses.length;
}
