import * as tf from "@tensorflow/tfjs-core";
import type { Float32Csr } from "../../kernels/float32/csr.js";
import { transposeCsr } from "../../kernels/float32/csr.js";
import { releaseTransposedPattern } from "../webgpu/transposed-pattern.js";
import { releaseNativeMatrix } from "./tensorflow-spmm.js";

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
 */
export function uploadSparseMatrix(matrix: Float32Csr, symmetric = false): SparseMatrix {
  const forward = upload(matrix);
  const { rows, columns } = matrix;
  return { rows, columns, forward, adjoint: symmetric ? forward : upload(transposeCsr(matrix)) };
}

/** Frees what {@link uploadSparseMatrix} took. */
export function disposeSparseMatrix({ forward, adjoint }: SparseMatrix): void {
  for (const csr of [forward, adjoint]) {
    releaseNativeMatrix(csr);
    releaseTransposedPattern(csr);
  }
  // A symmetric matrix has one set of tensors under both names, and disposing twice is an error.
  tf.dispose([...new Set([...forward, ...adjoint])]);
}

function upload({ offsets, indices, values }: Float32Csr): CsrTensors {
  return [tf.tensor1d(offsets, "int32"), tf.tensor1d(indices, "int32"), tf.tensor1d(values, "float32")];
}
