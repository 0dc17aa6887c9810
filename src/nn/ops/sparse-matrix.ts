import * as tf from "@tensorflow/tfjs-core";
import type { Float32Csr } from "../../kernels/float32/csr.js";
import { transposeCsr } from "../../kernels/float32/csr.js";
import { releaseRowsOfEntries } from "../tensorflow/rows-of-entries.js";
import { releaseNativeMatrix } from "../tensorflow/spmm.js";
import { releaseTransposedPattern } from "../webgpu/transposed-pattern.js";

/** A sparse matrix held by the backend, with its transpose, which the gradient of a product multiplies by. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly forward: CsrTensors;
  readonly adjoint: CsrTensors;
  /**
   * values that stand in for the matrix's own in products, which are then differentiable in them; default none
   *
   * [entries, 1] in the order of its entries; their creator disposes of them
   */
  readonly weights?: tf.Tensor2D | undefined;
}

/** Offsets [rows + 1], indices [entries] and values [entries] of compressed sparse rows. */
export type CsrTensors = readonly [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];

/**
 * Uploads a sparse matrix; the caller disposes of it with {@link disposeSparseMatrix}.
 *
 * @param symmetric whether the matrix is its own transpose, which is then not built; default false
 *
 * Complexity: O(rows + columns + entries).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { neighborMatrix, selectBackend, uploadSparseMatrix } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const pattern = uploadSparseMatrix(neighborMatrix(adjacency));
 * [pattern.rows, pattern.columns]; // => [3, 3]
 * ```
 */
export function uploadSparseMatrix(matrix: Float32Csr, symmetric = false): SparseMatrix {
  const forward = upload(matrix);
  const { rows, columns } = matrix;
  return { rows, columns, forward, adjoint: symmetric ? forward : upload(transposeCsr(matrix)) };
}

/**
 * Frees what {@link uploadSparseMatrix} took.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { disposeSparseMatrix, neighborMatrix, selectBackend, uploadSparseMatrix } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * // A path of three vertices.
 * const { adjacency } = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2] });
 * const pattern = uploadSparseMatrix(neighborMatrix(adjacency));
 * disposeSparseMatrix(pattern);
 * pattern.forward[0].isDisposed; // => true
 * ```
 */
export function disposeSparseMatrix({ forward, adjoint }: SparseMatrix): void {
  for (const csr of [forward, adjoint]) {
    releaseNativeMatrix(csr);
    releaseRowsOfEntries(csr);
    releaseTransposedPattern(csr);
  }
  // A symmetric matrix has one set of tensors under both names, and disposing twice is an error.
  tf.dispose([...new Set([...forward, ...adjoint])]);
}

function upload({ offsets, indices, values }: Float32Csr): CsrTensors {
  return [tf.tensor1d(offsets, "int32"), tf.tensor1d(indices, "int32"), tf.tensor1d(values, "float32")];
}
