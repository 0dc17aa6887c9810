import type * as tf from "@tensorflow/tfjs-core";
import { InputError } from "../../errors.js";
import type { Float32Csr } from "../../kernels/float32/csr.js";
import { segmentMax } from "../ops/segment-max.js";
import { segmentProduct } from "../ops/segment-product.js";
import type { SparseMatrix } from "../ops/sparse-matrix.js";
import { spmm } from "../ops/spmm.js";
import type { Layer } from "./layer.js";
import type { ReadoutName } from "./readout-names.js";

type Readout = (graphs: SparseMatrix, rows: tf.Tensor2D) => tf.Tensor2D;

const READOUTS: Readonly<Record<ReadoutName, Readout>> = Object.freeze({
  // Which of both it is, the matrix's values say: see graphMatrix.
  mean: spmm,
  sum: spmm,
  max: segmentMax,
  product: (graphs, rows) => segmentProduct(graphs, rows),
});

/**
 * A layer that makes one row for each graph out of the rows of its vertices: their mean, sum, element-wise maximum or
 * element-wise product.
 *
 * Source: Razin, "Understanding Deep Learning via Notions of Rank" (2024), equation 5.3; the product is equation 5.5,
 * of as many factors as a graph has vertices, and leaves float32 where those are many and far from one.
 *
 * @returns a layer [V, width] -> [G, width] without parameters; the pass must name the graphs (see `graphMatrix`)
 *
 * Complexity: O(V * width).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { graphMatrix, readoutLayer, selectBackend, uploadSparseMatrix } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const graphs = uploadSparseMatrix(graphMatrix(Uint32Array.of(0, 2, 3), "sum"));
 * const rows = { kind: "hidden", matrix: tf.tensor2d([[1], [2], [3]]) } as const;
 * [...readoutLayer("sum").apply([], graphs, rows, { statistics: [], graphs }).dataSync()]; // => [3, 3]
 * ```
 */
export function readoutLayer(name: ReadoutName): Layer {
  const readout = READOUTS[name];
  return {
    parameters: [],
    apply(_parameters, _matrix, { matrix }, { graphs }) {
      if (graphs === undefined)
        throw new InputError(`readout ${name}: expected a batch of graphs, got a single graph's vertices`);
      return readout(graphs, matrix as tf.Tensor2D);
    },
  };
}

/**
 * The matrix that says which vertices each graph of a batch has: entry (g, v) is 1 where v belongs to g, for the mean
 * 1 / (number of vertices of g).
 *
 * @param offsets [G + 1] graph g has the vertices offsets[g] .. offsets[g + 1] - 1
 * @returns [G, V] with V entries
 *
 * Complexity: O(V).
 *
 * @example
 * ```ts
 * import { graphMatrix } from "seprank/nn";
 *
 * // Two graphs of two vertices and of one.
 * graphMatrix(Uint32Array.of(0, 2, 3), "mean").values; // => Float32Array.of(0.5, 0.5, 1)
 * ```
 */
export function graphMatrix(offsets: Uint32Array, readout: ReadoutName): Float32Csr {
  const rows = offsets.length - 1;
  const columns = offsets[rows];
  const values = new Float32Array(columns).fill(1);
  if (readout === "mean")
    for (let g = 0; g < rows; g++) values.fill(1 / (offsets[g + 1] - offsets[g]), offsets[g], offsets[g + 1]);
  const indices = Int32Array.from({ length: columns }, (_, v) => v);
  return { rows, columns, offsets: Int32Array.from(offsets), indices, values };
}
